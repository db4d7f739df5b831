// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IRegistry, Kind} from "../interfaces/IRegistry.sol";

/// @title Registry
/// @notice Announces the protocol's instances once each; an entry is for ever, and nothing on chain depends on it.
contract Registry is IRegistry, AccessManaged {
    /// @inheritdoc IRegistry
    mapping(address instance => Kind kind) public kindOf;

    constructor(address authority_) AccessManaged(authority_) {}

    /// @inheritdoc IRegistry
    function register(Kind kind, address[] calldata instances) external restricted {
        for (uint256 i = 0; i < instances.length; ++i) {
            address instance = instances[i];
            require(kind != Kind.None && kindOf[instance] == Kind.None, CannotRegister(instance, kind));
            kindOf[instance] = kind;
            emit Register(kind, instance);
        }
    }
}
