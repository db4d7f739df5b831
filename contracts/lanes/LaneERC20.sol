// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ILaneERC20} from "../interfaces/ILaneERC20.sol";
import {LaneLib} from "./LaneLib.sol";
import {Purse} from "./Purse.sol";

/// @title LaneERC20
/// @notice An ERC-20 with permit whose supply is kept by lane, so that accounts of different lanes mint and burn
/// without a common slot.
/// @dev SUPPLY. A lane counts what was minted to its accounts less what was burned from them. Tokens move freely
/// between lanes, and a transfer does not touch the lanes, so one lane's count may be negative; the sum over lanes is
/// the supply, and the sum of all balances. Sums are O(lanes): `totalSupply` is for settlements and for reading.
/// @dev CASH. Beside its shares a lane has room for one unsigned amount, `cash`, whose meaning is the heir's: it
/// shares the slot so that a deposit or a withdrawal writes one slot of the lane.
abstract contract LaneERC20 is IERC20Metadata, ILaneERC20, IERC20Errors, EIP712, Nonces {
    using SafeCast for *;

    /// @dev One slot.
    struct Lane {
        int128 shares;
        uint128 cash;
    }

    bytes32 private constant PERMIT_TYPEHASH = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );

    /// @inheritdoc ILaneERC20
    uint256 public immutable lanes;

    string private _name;
    string private _symbol;
    mapping(address account => uint256 shares) private _balances;
    mapping(address owner => mapping(address spender => uint256 shares)) private _allowances;
    mapping(uint256 lane => Lane state) internal _lanes;

    /// @dev The purses are created here, so nothing may create a contract before this constructor.
    constructor(string memory name_, string memory symbol_, uint256 lanes_) EIP712(name_, "1") {
        LaneLib.createPurses(lanes_);
        lanes = lanes_;
        _name = name_;
        _symbol = symbol_;
    }

    /* VIEWS */

    /// @inheritdoc IERC20Metadata
    function name() public view virtual returns (string memory) {
        return _name;
    }

    /// @inheritdoc IERC20Metadata
    function symbol() public view virtual returns (string memory) {
        return _symbol;
    }

    /// @inheritdoc IERC20Metadata
    function decimals() public view virtual returns (uint8) {
        return 18;
    }

    /// @notice The sum over lanes; never negative, since it is the sum of all balances.
    function totalSupply() public view virtual returns (uint256) {
        int256 sum;
        for (uint256 lane = 0; lane < lanes; ++lane) {
            sum += _lanes[lane].shares;
        }
        // Not negative: the lanes add up to the sum of all balances, which are unsigned.
        return uint256(sum);
    }

    function balanceOf(address account) public view virtual returns (uint256) {
        return _balances[account];
    }

    function allowance(address owner, address spender) public view virtual returns (uint256) {
        return _allowances[owner][spender];
    }

    /// @inheritdoc ILaneERC20
    function laneOf(address account) public view returns (uint256) {
        return LaneLib.laneOf(account, lanes);
    }

    /// @inheritdoc ILaneERC20
    function purseOf(uint256 lane) public view returns (Purse) {
        LaneLib.check(lane, lanes);
        return LaneLib.purseOf(lane);
    }

    /// @inheritdoc ILaneERC20
    function laneShares(uint256 lane) external view returns (int256) {
        return _lanes[lane].shares;
    }

    /// @inheritdoc IERC20Permit
    function nonces(address owner) public view virtual override(IERC20Permit, Nonces) returns (uint256) {
        return super.nonces(owner);
    }

    /// @inheritdoc IERC20Permit
    // solhint-disable-next-line func-name-mixedcase
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    /* HOLDER */

    function transfer(address to, uint256 shares) public virtual returns (bool) {
        _transfer(msg.sender, to, shares);
        return true;
    }

    function transferFrom(address from, address to, uint256 shares) public virtual returns (bool) {
        _spendAllowance(from, msg.sender, shares);
        _transfer(from, to, shares);
        return true;
    }

    function approve(address spender, uint256 shares) public virtual returns (bool) {
        _approve(msg.sender, spender, shares);
        return true;
    }

    /// @inheritdoc IERC20Permit
    function permit(
        address owner,
        address spender,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        permit(owner, spender, value, deadline, abi.encodePacked(r, s, v));
    }

    /// @inheritdoc ILaneERC20
    function permit(address owner, address spender, uint256 value, uint256 deadline, bytes memory signature) public {
        require(block.timestamp <= deadline, PermitExpired(deadline));
        bytes32 structHash = keccak256(abi.encode(PERMIT_TYPEHASH, owner, spender, value, _useNonce(owner), deadline));
        require(
            SignatureChecker.isValidSignatureNow(owner, _hashTypedDataV4(structHash), signature),
            PermitNotSignedByOwner(owner)
        );
        _approve(owner, spender, value);
    }

    /* INTERNALS */

    /// @dev Adds to the lane of `to` and to its balance, and emits the ERC-20 event.
    function _mint(address to, uint256 shares) internal {
        _mintWithCash(to, shares, 0);
    }

    /// @dev Mints, and adds `cash` to the lane of `to`, which is one write; returns the lane's cash after.
    function _mintWithCash(address to, uint256 shares, uint256 cash) internal returns (uint256 laneCashAfter) {
        require(to != address(0), ERC20InvalidReceiver(to));
        Lane storage lane = _lanes[laneOf(to)];
        (int256 laneShares_, uint256 laneCash) = _read(lane);
        laneCashAfter = laneCash + cash;
        _write(lane, laneShares_ + shares.toInt256(), laneCashAfter);
        unchecked {
            // The supply, which bounds every balance, is the sum of at most 64 int128.
            _balances[to] += shares;
        }
        emit Transfer(address(0), to, shares);
    }

    /// @dev Takes from the lane of `from` and from its balance, and emits the ERC-20 event.
    function _burn(address from, uint256 shares) internal {
        _burnWithCash(from, shares, 0);
    }

    /// @dev Burns, and takes up to `cash` from the lane of `from`, which is one write; returns what the lane could give.
    function _burnWithCash(address from, uint256 shares, uint256 cash) internal returns (uint256 taken) {
        _balances[from] = _balanceLess(from, shares);
        Lane storage lane = _lanes[laneOf(from)];
        (int256 laneShares_, uint256 laneCash) = _read(lane);
        unchecked {
            // taken <= laneCash.
            taken = cash < laneCash ? cash : laneCash;
            _write(lane, laneShares_ - shares.toInt256(), laneCash - taken);
        }
        emit Transfer(from, address(0), shares);
    }

    /// @dev Consumes `shares` of the allowance; one of `type(uint256).max` is without limit and not written.
    function _spendAllowance(address owner, address spender, uint256 shares) internal {
        uint256 allowed = _allowances[owner][spender];
        if (allowed == type(uint256).max) return;
        require(shares <= allowed, ERC20InsufficientAllowance(spender, allowed, shares));
        unchecked {
            // shares <= allowed.
            _allowances[owner][spender] = allowed - shares;
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

    function _transfer(address from, address to, uint256 shares) private {
        require(to != address(0), ERC20InvalidReceiver(to));
        _balances[from] = _balanceLess(from, shares);
        unchecked {
            // The supply, which bounds every balance, is the sum of at most 64 int128.
            _balances[to] += shares;
        }
        emit Transfer(from, to, shares);
    }

    function _approve(address owner, address spender, uint256 shares) private {
        require(spender != address(0), ERC20InvalidSpender(spender));
        _allowances[owner][spender] = shares;
        emit Approval(owner, spender, shares);
    }

    function _balanceLess(address from, uint256 shares) private view returns (uint256) {
        uint256 held = _balances[from];
        require(shares <= held, ERC20InsufficientBalance(from, held, shares));
        unchecked {
            // shares <= held.
            return held - shares;
        }
    }
}
