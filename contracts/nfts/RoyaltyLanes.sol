// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IRoyaltyLanes} from "../interfaces/IRoyaltyLanes.sol";
import {LaneLib} from "../lanes/LaneLib.sol";
import {Purse} from "../lanes/Purse.sol";

/// @title RoyaltyLanes
/// @notice Keeps royalties by lane of who traded, and pays them out on demand.
/// @dev CUSTODY. Tokens of a lane are at its purse, the native coin at this contract. What is owed of either is counted,
/// so that neither can be paid out twice, nor to anyone else; what is sent here by mistake is nobody's.
/// @dev NO CALLS. Of the collection a trade asks one thing, with bounded gas and a bounded answer; of the receiver nothing.
abstract contract RoyaltyLanes is IRoyaltyLanes, ReentrancyGuardTransient {
    /// @notice The bound of a royalty, in ten-thousandths of a price.
    uint256 public constant MAX_ROYALTY_BPS = 1_000;

    /// @dev What a collection may use to answer: a proxy and a registry or two.
    uint256 private constant ROYALTY_GAS = 100_000;

    /// @inheritdoc IRoyaltyLanes
    uint256 public immutable lanes;

    mapping(uint256 lane => mapping(address token => mapping(address receiver => uint256 amount))) private _royalties;

    /// @dev The purses are created here, so nothing may create a contract before this constructor.
    constructor(uint256 lanes_) {
        LaneLib.createPurses(lanes_);
        lanes = lanes_;
    }

    /* VIEWS */

    /// @inheritdoc IRoyaltyLanes
    function laneOf(address account) public view returns (uint256) {
        return LaneLib.laneOf(account, lanes);
    }

    /// @inheritdoc IRoyaltyLanes
    function purseOf(uint256 lane) public view returns (Purse) {
        LaneLib.check(lane, lanes);
        return LaneLib.purseOf(lane);
    }

    /// @inheritdoc IRoyaltyLanes
    function laneRoyalties(uint256 lane, address token, address receiver) external view returns (uint256) {
        return _royalties[lane][token][receiver];
    }

    /// @inheritdoc IRoyaltyLanes
    /// @dev Rounded down by the bound, in favour of the seller.
    function royaltyFor(
        address collection,
        uint256 id,
        uint256 price
    ) public view returns (address receiver, uint256 amount) {
        // A call gets at most 63/64 of what is left: with less, a trader could starve a collection into silence.
        require(gasleft() > ROYALTY_GAS + ROYALTY_GAS / 32, RoyaltyOutOfGas(gasleft()));
        bytes memory question = abi.encodeCall(IERC2981.royaltyInfo, (id, price));
        bool answered;
        // Memory-safe: two words of scratch space, and no more of the answer is copied.
        assembly ("memory-safe") {
            answered := staticcall(ROYALTY_GAS, collection, add(question, 0x20), mload(question), 0x00, 0x40)
            answered := and(answered, gt(returndatasize(), 0x3f))
            if answered {
                receiver := mload(0x00)
                amount := mload(0x20)
            }
            // No address: no answer.
            if shr(160, receiver) {
                receiver := 0
            }
        }
        if (receiver == address(0)) return (address(0), 0);
        uint256 most = (price * MAX_ROYALTY_BPS) / 10_000;
        if (amount > most) amount = most;
    }

    /* SETTLEMENT */

    /// @inheritdoc IRoyaltyLanes
    function payRoyalties(
        address token,
        address receiver,
        uint256[] calldata lanes_
    ) external nonReentrant returns (uint256 amount) {
        for (uint256 i = 0; i < lanes_.length; ++i) {
            uint256 owed = _royalties[lanes_[i]][token][receiver];
            if (owed == 0) continue;
            _royalties[lanes_[i]][token][receiver] = 0;
            amount += owed;
            if (token != address(0)) LaneLib.purseOf(lanes_[i]).pay(IERC20(token), receiver, owed);
        }
        if (amount == 0) return 0;
        if (token == address(0)) _payNative(receiver, amount);
        emit PayRoyalties(receiver, token, amount);
    }

    /* INTERNALS */

    /// @dev Notes what a trade leaves in a lane, whose purse, or this contract, has got it.
    function _accrueRoyalty(
        uint256 lane,
        address token,
        address receiver,
        address collection,
        uint256 id,
        uint256 amount
    ) internal {
        if (amount == 0) return;
        _royalties[lane][token][receiver] += amount;
        emit AccrueRoyalty(receiver, token, collection, id, lane, amount);
    }

    function _payNative(address receiver, uint256 amount) internal {
        bool paid;
        // Nothing of an answer is copied, so none can make the caller pay for it.
        assembly ("memory-safe") {
            paid := call(gas(), receiver, amount, 0, 0, 0, 0)
        }
        require(paid, PaymentRefused(receiver, amount));
    }
}
