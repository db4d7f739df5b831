// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ILaneERC20} from "../interfaces/ILaneERC20.sol";
import {LaneBook} from "./LaneBook.sol";
import {LaneToken} from "./LaneToken.sol";

/// @title LaneERC20
/// @notice An ERC-20 with permit whose supply is kept by lane, so that accounts of different lanes mint and burn
/// without a common slot.
/// @dev SUPPLY. A lane counts what was minted to its accounts, or from its cash, less what was burned from them. Tokens move freely
/// between lanes, and a transfer does not touch the lanes, so one lane's count may be negative; the sum over lanes is
/// the supply, and the sum of all balances. Sums are O(lanes): `totalSupply` is for settlements and for reading.
/// @dev CASH. Beside its shares a lane has room for one unsigned amount, `cash`, whose meaning is the heir's: it
/// shares the slot so that a deposit or a withdrawal writes one slot of the lane.
abstract contract LaneERC20 is LaneToken {
    using SafeCast for *;

    /// @dev One slot.
    struct Lane {
        int128 shares;
        uint128 cash;
    }

    mapping(uint256 lane => Lane state) internal _lanes;

    constructor(
        string memory name_,
        string memory symbol_,
        uint256 lanes_
    ) LaneBook(lanes_) LaneToken(name_, symbol_, lanes_) {}

    /* VIEWS */

    /// @notice The sum over lanes; never negative, since it is the sum of all balances.
    function totalSupply() public view virtual returns (uint256) {
        int256 sum;
        for (uint256 lane = 0; lane < lanes; ++lane) {
            sum += _lanes[lane].shares;
        }
        // Not negative: the lanes add up to the sum of all balances, which are unsigned.
        return uint256(sum);
    }

    /// @inheritdoc ILaneERC20
    function laneShares(uint256 lane) external view returns (int256) {
        return _lanes[lane].shares;
    }

    /// @inheritdoc IERC20Metadata
    /// @dev Here as well, so that heirs have one base to name; likewise `nonces`.
    function decimals() public view virtual override returns (uint8) {
        return super.decimals();
    }

    /// @inheritdoc IERC20Permit
    function nonces(address owner) public view virtual override returns (uint256) {
        return super.nonces(owner);
    }

    /* INTERNALS */

    /// @dev Adds to the lane of `to` and to its balance, and emits the ERC-20 event.
    function _mint(address to, uint256 shares) internal {
        _mintWithCash(to, shares, 0);
    }

    /// @dev Mints, and adds `cash` to the lane of `to`, which is one write; returns the lane's cash after.
    function _mintWithCash(address to, uint256 shares, uint256 cash) internal returns (uint256 laneCashAfter) {
        Lane storage lane = _lanes[laneOf(to)];
        (int256 laneShares_, uint256 laneCash) = _read(lane);
        laneCashAfter = laneCash + cash;
        _write(lane, laneShares_ + shares.toInt256(), laneCashAfter);
        _increaseBalance(to, shares);
    }

    /// @dev Mints to `to` what was cash of `lane`, for heirs whose cash is their own token; the supply is counted there, and
    /// the lane of `to` is left alone, which is one write.
    function _mintFromCash(uint256 lane, address to, uint256 shares) internal {
        Lane storage lane_ = _lanes[lane];
        (int256 laneShares_, uint256 laneCash) = _read(lane_);
        _write(lane_, laneShares_ + shares.toInt256(), laneCash - shares);
        _increaseBalance(to, shares);
    }

    /// @dev Takes from the lane of `from` and from its balance, and emits the ERC-20 event.
    function _burn(address from, uint256 shares) internal {
        _burnWithCash(from, shares, 0);
    }

    /// @dev Burns, and takes up to `cash` from the lane of `from`, which is one write; returns what the lane could give.
    function _burnWithCash(address from, uint256 shares, uint256 cash) internal returns (uint256 taken) {
        _decreaseBalance(from, shares);
        Lane storage lane = _lanes[laneOf(from)];
        (int256 laneShares_, uint256 laneCash) = _read(lane);
        unchecked {
            // taken <= laneCash.
            taken = cash < laneCash ? cash : laneCash;
            _write(lane, laneShares_ - shares.toInt256(), laneCash - taken);
        }
    }

    /// @dev One read of the slot, where the members would be two.
    function _read(Lane storage lane) private view returns (int256 shares, uint256 cash) {
        assembly ("memory-safe") {
            // `shares` is the low half.
            let word := sload(lane.slot)
            shares := signextend(15, word)
            cash := shr(128, word)
        }
    }

    /// @dev One write of the slot, where assigning the members would be two.
    function _write(Lane storage lane, int256 shares, uint256 cash) private {
        require(int128(shares) == shares && cash >> 128 == 0, LaneOverflow(shares, cash));
        assembly ("memory-safe") {
            // Both were checked to fit their half.
            sstore(lane.slot, or(and(shares, 0xffffffffffffffffffffffffffffffff), shl(128, cash)))
        }
    }
}
