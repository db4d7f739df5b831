// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IGauge} from "../interfaces/IGauge.sol";
import {IRoyaltySplitter, Payee} from "../interfaces/IRoyaltySplitter.sol";

/// @title RoyaltySplitter
/// @notice Fixed shares of whatever arrives: to name as the receiver of a collection's royalties.
/// @dev PUSH AND PULL. Each payment of `distribute` is a call of its own with bounded gas: one that fails is owed to its
/// payee, and the others are paid. `release` pays what is owed with all the gas there is.
/// @dev GAUGES. A gauge is notified, so that its part streams to its stakers; it takes its reward tokens only, and of
/// other tokens its part waits until it does. The native coin is split among the others.
/// @dev ROLES. None: payees and shares are those of the creation.
contract RoyaltySplitter is IRoyaltySplitter, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @notice The most payees: what a distribution may cost.
    uint256 public constant MAX_PAYEES = 32;

    /// @dev What one payment may use: a gauge's notify takes some 120,000.
    uint256 private constant PAYMENT_GAS = 300_000;

    Payee[] private _payees;
    mapping(address token => uint256 amount) private _totalOwed;

    /// @inheritdoc IRoyaltySplitter
    mapping(address token => mapping(address payee => uint256 amount)) public owed;

    constructor(Payee[] memory payees_) {
        require(payees_.length != 0 && payees_.length <= MAX_PAYEES, BadPayeeCount(payees_.length, MAX_PAYEES));
        for (uint256 i = 0; i < payees_.length; ++i) {
            Payee memory payee = payees_[i];
            require(payee.account != address(0) && payee.shares != 0, BadPayee(payee.account));
            for (uint256 j = 0; j < i; ++j) {
                require(payees_[j].account != payee.account, BadPayee(payee.account));
            }
            _payees.push(payee);
        }
    }

    receive() external payable {}

    /* VIEWS */

    /// @inheritdoc IRoyaltySplitter
    function payees() external view returns (Payee[] memory) {
        return _payees;
    }

    /* SETTLEMENT */

    /// @inheritdoc IRoyaltySplitter
    function distribute(address token) external nonReentrant returns (uint256 amount) {
        uint256 balance = _balanceOf(token);
        uint256 waiting = _totalOwed[token];
        require(balance > waiting, NothingToPay(token, address(0)));
        uint256 toSplit = balance - waiting;
        (Payee[] memory takers, uint256 totalShares) = _takersOf(token);
        require(totalShares != 0, NothingToPay(token, address(0)));
        for (uint256 i = 0; i < takers.length; ++i) {
            Payee memory payee = takers[i];
            uint256 part = (toSplit * payee.shares) / totalShares;
            if (part == 0) continue;
            amount += part;
            // Gas for a whole payment must be left, so that no caller can starve one; a call gets at most 63/64.
            require(gasleft() > PAYMENT_GAS + PAYMENT_GAS / 32, OutOfGas(gasleft()));
            bytes memory step = abi.encodeCall(this.payPayee, (token, payee.account, payee.toGauge, part));
            bool paid;
            // Nothing of an answer is copied, so none can make the caller pay for it.
            assembly ("memory-safe") {
                paid := call(PAYMENT_GAS, address(), 0, add(step, 0x20), mload(step), 0, 0)
            }
            if (paid) {
                emit Pay(token, payee.account, part);
            } else {
                owed[token][payee.account] += part;
                waiting += part;
                emit PaySkipped(token, payee.account, part);
            }
        }
        _totalOwed[token] = waiting;
        emit Distribute(token, amount);
    }

    /// @inheritdoc IRoyaltySplitter
    function release(address token, address payee) external nonReentrant returns (uint256 amount) {
        amount = owed[token][payee];
        require(amount != 0, NothingToPay(token, payee));
        owed[token][payee] = 0;
        _totalOwed[token] -= amount;
        _pay(token, payee, _isGauge(payee), amount);
        emit Pay(token, payee, amount);
    }

    /* STEPS OF ITS OWN */

    /// @notice Pays one payee; a step of `distribute`.
    function payPayee(address token, address payee, bool toGauge, uint256 amount) external {
        require(msg.sender == address(this), NotSelf(msg.sender));
        _pay(token, payee, toGauge, amount);
    }

    /* INTERNALS */

    function _pay(address token, address payee, bool toGauge, uint256 amount) private {
        if (toGauge) {
            IERC20(token).forceApprove(payee, amount);
            IGauge(payee).notify(token, amount);
            // A gauge takes all or reverts; anything else at its address leaves no allowance behind.
            require(IERC20(token).allowance(address(this), payee) == 0, PaymentFailed(token, payee));
        } else if (token == address(0)) {
            Address.sendValue(payable(payee), amount);
        } else {
            IERC20(token).safeTransfer(payee, amount);
        }
    }

    /// @dev Who takes a token, the others with no shares, and the sum of shares.
    function _takersOf(address token) private view returns (Payee[] memory takers, uint256 totalShares) {
        takers = _payees;
        for (uint256 i = 0; i < takers.length; ++i) {
            if (token == address(0) && takers[i].toGauge) takers[i].shares = 0;
            totalShares += takers[i].shares;
        }
    }

    function _balanceOf(address token) private view returns (uint256) {
        return token == address(0) ? address(this).balance : IERC20(token).balanceOf(address(this));
    }

    /// @dev Of one who is owed something, so a payee.
    function _isGauge(address account) private view returns (bool toGauge) {
        for (uint256 i = 0; i < _payees.length; ++i) {
            if (_payees[i].account == account) toGauge = _payees[i].toGauge;
        }
    }
}
