// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {ILaneERC20} from "../interfaces/ILaneERC20.sol";
import {LaneBook} from "./LaneBook.sol";
import {LaneLib} from "./LaneLib.sol";

/// @title LaneToken
/// @notice An ERC-20 with permit whose supply the heir keeps by lane.
abstract contract LaneToken is IERC20Metadata, LaneBook, ILaneERC20, EIP712, Nonces {
    bytes32 private constant PERMIT_TYPEHASH = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );

    string private _name;
    string private _symbol;

    /// @dev The purses are created here, so nothing may create a contract before this constructor.
    constructor(string memory name_, string memory symbol_, uint256 lanes_) EIP712(name_, "1") {
        LaneLib.createPurses(lanes_);
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

    function balanceOf(address account) public view virtual returns (uint256) {
        return _balances[account];
    }

    function allowance(address owner, address spender) public view virtual returns (uint256) {
        return _allowances[owner][spender];
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
}
