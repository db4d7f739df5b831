// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What an instance of the protocol is. Pools are announced by their factory.
enum Kind {
    None,
    Vault,
    Strategy,
    Gauge,
    NftVault,
    Market,
    Liquidator,
    RentalWrapper,
    RoyaltySplitter
}

/// @title IRegistry
/// @notice Announces the protocol's instances, so that keepers, indexers and the dApp find them in events.
interface IRegistry {
    event Register(Kind indexed kind, address indexed instance);

    /// @notice Thrown where an instance is registered already, or as `Kind.None`.
    error CannotRegister(address instance, Kind kind);

    /// @notice The kind of an instance, `Kind.None` where it was not registered.
    function kindOf(address instance) external view returns (Kind);

    /// @notice Announces instances. Admin only.
    function register(Kind kind, address[] calldata instances) external;
}
