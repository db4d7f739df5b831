// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Curve} from "../interfaces/IPool.sol";
import {IPoolFactory} from "../interfaces/IPoolFactory.sol";
import {Pool} from "./Pool.sol";
import {PoolAddressLib} from "./PoolAddressLib.sol";

/// @title PoolFactory
/// @notice Creates pools, and holds the two settings that pools read: the protocol's part of the fees and its receiver.
/// @dev LANES. Creating a pool writes its own mapping entry and nothing that another creation writes: pools are listed
/// by events.
/// @dev ROLES. The authority sets fee tiers for new pools, the protocol's part up to `MAX_PROTOCOL_FEE_BPS`, and its
/// receiver. It can neither touch a pool nor change its swap fee. Liquidity held by this address is the protocol's part
/// of the fees, see `Pool.collectFees`.
contract PoolFactory is IPoolFactory, AccessManaged {
    /// @notice The highest part of the swap fees that the protocol may take, in ten-thousandths of the fee: 25 %.
    uint256 public constant MAX_PROTOCOL_FEE_BPS = 2500;

    /// @notice The highest swap fee, in millionths: 10 %.
    uint24 public constant MAX_FEE_PIPS = 100_000;

    /// @inheritdoc IPoolFactory
    bytes32 public immutable poolInitCodeHash = keccak256(type(Pool).creationCode);

    /// @inheritdoc IPoolFactory
    address public feeRecipient;
    uint96 private _protocolFeeBps;

    /// @inheritdoc IPoolFactory
    mapping(uint24 feePips => bool enabled) public feeEnabled;
    /// @inheritdoc IPoolFactory
    mapping(address pool => bool created) public isPool;

    // What the constructor of the pool being created asks for.
    address private transient _token0;
    address private transient _token1;
    uint24 private transient _feePips;
    uint8 private transient _shard;
    Curve private transient _curve;

    /// @dev The tiers at the start, in millionths: 0.01 %, 0.05 %, 0.3 % and 1 %.
    constructor(address authority_, address feeRecipient_, uint256 protocolFeeBps_) AccessManaged(authority_) {
        _setFeeRecipient(feeRecipient_);
        _setProtocolFee(protocolFeeBps_);
        _setFeeTier(100, true);
        _setFeeTier(500, true);
        _setFeeTier(3000, true);
        _setFeeTier(10_000, true);
    }

    /* VIEWS */

    /// @inheritdoc IPoolFactory
    function poolFor(
        address tokenA,
        address tokenB,
        uint24 feePips,
        uint8 shard,
        Curve curve
    ) external view returns (address pool) {
        return PoolAddressLib.poolFor(address(this), poolInitCodeHash, tokenA, tokenB, feePips, shard, curve);
    }

    /// @inheritdoc IPoolFactory
    function protocolFeeBps() external view returns (uint256) {
        return _protocolFeeBps;
    }

    /// @inheritdoc IPoolFactory
    function parameters()
        external
        view
        returns (address token0, address token1, uint24 feePips, uint8 shard, Curve curve)
    {
        return (_token0, _token1, _feePips, _shard, _curve);
    }

    /* ANYONE */

    /// @inheritdoc IPoolFactory
    /// @dev No need for a reentrancy guard: nothing but the pool's constructor is called, which calls back a view only.
    function createPool(
        address tokenA,
        address tokenB,
        uint24 feePips,
        uint8 shard,
        Curve curve
    ) external returns (address pool) {
        require(tokenA != tokenB, SameToken(tokenA));
        require(tokenA.code.length != 0, NoToken(tokenA));
        require(tokenB.code.length != 0, NoToken(tokenB));
        require(feeEnabled[feePips], FeeNotEnabled(feePips));
        (address token0, address token1) = PoolAddressLib.sort(tokenA, tokenB);
        bytes32 salt = PoolAddressLib.saltOf(token0, token1, feePips, shard, curve);
        pool = PoolAddressLib.poolFor(address(this), poolInitCodeHash, token0, token1, feePips, shard, curve);
        require(!isPool[pool], PoolExists(pool));

        isPool[pool] = true;
        (_token0, _token1, _feePips, _shard, _curve) = (token0, token1, feePips, shard, curve);
        new Pool{salt: salt}();
        (_token0, _token1, _feePips, _shard, _curve) = (address(0), address(0), 0, 0, Curve.Product);
        emit CreatePool(token0, token1, pool, feePips, shard, curve);
    }

    /* ROLES */

    /// @inheritdoc IPoolFactory
    function setFeeRecipient(address recipient) external restricted {
        _setFeeRecipient(recipient);
    }

    /// @inheritdoc IPoolFactory
    function setProtocolFee(uint256 protocolFeeBps_) external restricted {
        _setProtocolFee(protocolFeeBps_);
    }

    /// @inheritdoc IPoolFactory
    function setFeeTier(uint24 feePips, bool enabled) external restricted {
        _setFeeTier(feePips, enabled);
    }

    /* INTERNALS */

    function _setFeeRecipient(address recipient) private {
        require(recipient != address(0), ZeroRecipient());
        feeRecipient = recipient;
        emit SetFeeRecipient(recipient);
    }

    function _setProtocolFee(uint256 protocolFeeBps_) private {
        require(protocolFeeBps_ <= MAX_PROTOCOL_FEE_BPS, ProtocolFeeTooHigh(protocolFeeBps_, MAX_PROTOCOL_FEE_BPS));
        // Checked above.
        _protocolFeeBps = uint96(protocolFeeBps_);
        emit SetProtocolFee(protocolFeeBps_);
    }

    function _setFeeTier(uint24 feePips, bool enabled) private {
        require(feePips != 0 && feePips <= MAX_FEE_PIPS, FeeOutOfBounds(feePips, MAX_FEE_PIPS));
        feeEnabled[feePips] = enabled;
        emit SetFeeTier(feePips, enabled);
    }
}
