// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A payee and its part. `toGauge`: it is a gauge, whose stakers get what it is paid.
struct Payee {
    address account;
    uint96 shares;
    bool toGauge;
}

/// @title IRoyaltySplitter
/// @notice Splits whatever it receives, of any ERC-20 or the native coin (address 0), among fixed payees.
/// @dev Tokens that charge for transfers reach payees reduced by that; those that rebase are not supported.
interface IRoyaltySplitter {
    /// @notice Emitted when `amount` units of a token are split up.
    event Distribute(address indexed token, uint256 amount);
    /// @notice Emitted when a payee is paid.
    event Pay(address indexed token, address indexed payee, uint256 amount);
    /// @notice Emitted when a payee could not be paid; `amount` waits for `release`.
    event PaySkipped(address indexed token, address indexed payee, uint256 amount);

    /// @notice Thrown for a list of payees that is empty, or longer than `max`.
    error BadPayeeCount(uint256 count, uint256 max);
    /// @notice Thrown for a payee of the zero address, without shares, or named twice.
    error BadPayee(address account);
    /// @notice Thrown where there is nothing to pay.
    error NothingToPay(address token, address payee);
    /// @notice Thrown where the caller supplied too little gas for a failing payment to be told from a starved one.
    error OutOfGas(uint256 gasLeft);
    /// @notice Thrown where a payment that was asked for by itself fails.
    error PaymentFailed(address token, address payee);
    /// @notice Thrown when anyone but the splitter calls one of its own steps.
    error NotSelf(address caller);

    function payees() external view returns (Payee[] memory);

    /// @notice What waits for a payee whose payment failed, in units of the token.
    function owed(address token, address payee) external view returns (uint256);

    /// @notice Splits what arrived and pushes each part; one that fails waits. Open to anyone.
    /// @dev Parts are rounded down, and what that leaves is split next time.
    function distribute(address token) external returns (uint256 amount);

    /// @notice Pays what waits for a payee. Open to anyone.
    function release(address token, address payee) external returns (uint256 amount);
}
