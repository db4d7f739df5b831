// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {ILaneERC20} from "../../contracts/interfaces/ILaneERC20.sol";
import {LaneERC20} from "../../contracts/lanes/LaneERC20.sol";
import {LaneLib} from "../../contracts/lanes/LaneLib.sol";
import {Purse} from "../../contracts/lanes/Purse.sol";
import {Test} from "../helpers/Test.sol";

/// @title LaneToken
/// @notice The lane token with its internals open.
contract LaneToken is LaneERC20 {
    constructor(uint256 lanes_) LaneERC20("Lane token", "LANE", lanes_) {}

    function mint(address to, uint256 shares, uint256 cash) external returns (uint256) {
        return _mintWithCash(to, shares, cash);
    }

    function burn(address from, uint256 shares, uint256 cash) external returns (uint256) {
        return _burnWithCash(from, shares, cash);
    }

    function mintOnly(address to, uint256 shares) external {
        _mint(to, shares);
    }

    function burnOnly(address from, uint256 shares) external {
        _burn(from, shares);
    }

    function mintFromCash(uint256 lane, address to, uint256 shares) external {
        _mintFromCash(lane, to, shares);
    }

    function cashOf(uint256 lane) external view returns (uint256) {
        return _lanes[lane].cash;
    }
}

/// @title Wallet
/// @notice An ERC-1271 account that accepts one hash.
contract Wallet {
    bytes32 public accepted;

    function accept(bytes32 hash) external {
        accepted = hash;
    }

    function isValidSignature(bytes32 hash, bytes calldata) external view returns (bytes4) {
        return hash == accepted ? this.isValidSignature.selector : bytes4(0xffffffff);
    }
}

/// @notice The supply by lane, permits, and where the purses are.
contract LaneERC20Test is Test {
    bytes32 private constant PERMIT_TYPEHASH = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );
    uint256 private constant KEY = 0xA11CE;

    LaneToken private _token;
    address private _alice = address(0xA11CE0);
    address private _bob = address(0xA11CE1);

    function setUp() public {
        vm.warp(1_800_000_000);
        _token = new LaneToken(16);
    }

    /* LANES */

    function test_LaneIsTheLowBitsOfBothAddresses() public view {
        uint256 expected = (uint160(_alice) ^ uint160(address(_token))) & 15;
        assertEq(_token.laneOf(_alice), expected, "lane");
        assertTrue(_token.laneOf(_alice) != _token.laneOf(_bob), "neighbours differ");
    }

    function test_RevertWhen_LaneCountIsNoPowerOfTwoUpTo64() public {
        uint256[4] memory bad = [uint256(0), 3, 65, 128];
        for (uint256 i = 0; i < bad.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(LaneLib.BadLaneCount.selector, bad[i]));
            new LaneToken(bad[i]);
        }
    }

    function test_EveryLaneCountHasItsPurses() public {
        for (uint256 count = 1; count <= 64; count *= 2) {
            LaneToken token = new LaneToken(count);
            for (uint256 lane = 0; lane < count; ++lane) {
                assertEq(token.purseOf(lane).parent(), address(token), "purse of the lane");
            }
            // A contract's nonce begins with 1.
            assertEq(vm.getNonce(address(token)), count + 1, "and no other contract");
        }
    }

    function test_RevertWhen_PurseOfNoLane() public {
        vm.expectRevert(abi.encodeWithSelector(LaneLib.NoSuchLane.selector, 16, 16));
        _token.purseOf(16);
    }

    function test_PurseObeysItsParentAlone() public {
        Purse purse = _token.purseOf(3);
        DevnetToken coin = new DevnetToken("Coin", "COIN", 18);
        coin.mint(address(purse), 5);
        vm.expectRevert(abi.encodeWithSelector(Purse.NotParent.selector, address(this)));
        purse.pay(coin, address(this), 5);
        vm.prank(address(_token));
        purse.pay(coin, _bob, 5);
        assertEq(coin.balanceOf(_bob), 5, "paid");
        vm.expectRevert(abi.encodeWithSelector(Purse.NotParent.selector, address(this)));
        purse.allow(coin);
        vm.prank(address(_token));
        purse.allow(coin);
        assertEq(coin.allowance(address(purse), address(_token)), type(uint256).max, "the parent alone");
    }

    /* SUPPLY */

    function test_LaneGoesNegativeAndTheSumStays() public {
        _token.mintOnly(_alice, 10);
        vm.prank(_alice);
        _token.transfer(_bob, 7);
        _token.burnOnly(_bob, 6);
        assertEq(_token.laneShares(_token.laneOf(_alice)), 10, "alice's lane");
        assertEq(_token.laneShares(_token.laneOf(_bob)), -6, "bob's lane");
        assertEq(_token.totalSupply(), 4, "LANE_SUM");
        // What is beside a negative number in the slot must not suffer from its sign bits.
        assertEq(_token.mint(_bob, 1, 9), 9, "cash beside negative shares");
        assertEq(_token.laneShares(_token.laneOf(_bob)), -5, "shares beside cash");
    }

    function test_BurnTakesWhatTheLaneHas() public {
        _token.mint(_alice, 10, 5);
        assertEq(_token.burn(_alice, 4, 3), 3, "enough");
        assertEq(_token.burn(_alice, 4, 3), 2, "short");
        assertEq(_token.cashOf(_token.laneOf(_alice)), 0, "empty");
        assertEq(_token.balanceOf(_alice), 2, "burned all the same");
    }

    function test_RevertWhen_LaneHasNoRoom() public {
        uint256 most = uint256(uint128(type(int128).max));
        _token.mint(_alice, most, type(uint128).max);
        vm.expectRevert(
            abi.encodeWithSelector(ILaneERC20.LaneOverflow.selector, int256(most) + 1, uint256(type(uint128).max))
        );
        _token.mint(_alice, 1, 0);
        vm.expectRevert(
            abi.encodeWithSelector(ILaneERC20.LaneOverflow.selector, int256(most), uint256(type(uint128).max) + 1)
        );
        _token.mint(_alice, 0, 1);
    }

    function test_RevertWhen_MoreThanHeldMoves() public {
        _token.mintOnly(_alice, 10);
        bytes memory short = abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, _alice, 10, 11);
        vm.expectRevert(short);
        _token.burnOnly(_alice, 11);
        vm.expectRevert(short);
        vm.prank(_alice);
        _token.transfer(_bob, 11);
    }

    function test_RevertWhen_Nobody() public {
        bytes memory invalid = abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, address(0));
        vm.expectRevert(invalid);
        _token.mintOnly(address(0), 1);
        vm.expectRevert(invalid);
        _token.transfer(address(0), 0);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidSpender.selector, address(0)));
        _token.approve(address(0), 1);
    }

    function test_AllowanceIsSpentExactlyUnlessEndless() public {
        _token.mintOnly(_alice, 10);
        vm.prank(_alice);
        _token.approve(_bob, 6);
        vm.prank(_bob);
        _token.transferFrom(_alice, _bob, 4);
        assertEq(_token.allowance(_alice, _bob), 2, "ALLOWANCE_EXACT");
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, _bob, 2, 3));
        vm.prank(_bob);
        _token.transferFrom(_alice, _bob, 3);
        vm.prank(_alice);
        _token.approve(_bob, type(uint256).max);
        vm.prank(_bob);
        _token.transferFrom(_alice, _bob, 3);
        assertEq(_token.allowance(_alice, _bob), type(uint256).max, "ALLOWANCE_EXACT endless");
    }

    function test_TransferToOneselfMovesNothing() public {
        _token.mintOnly(_alice, 10);
        vm.prank(_alice);
        _token.transfer(_alice, 10);
        assertEq(_token.balanceOf(_alice), 10, "SHARES_EQ_SUM_BALANCES");
    }

    /// @dev Any history of mints, transfers and burns over accounts of all lanes, beside one plain number.
    function testFuzz_LanesSumToTheSupply(uint256 seed, uint8 steps) public {
        uint256 supply;
        for (uint256 i = 0; i < steps % 64; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            address from = address(uint160(0xAC0000 + (seed % 40)));
            address to = address(uint160(0xAC0000 + ((seed >> 8) % 40)));
            uint256 held = _token.balanceOf(from);
            if (seed % 3 == 0) {
                uint256 minted = (seed >> 16) % 1e24;
                _token.mint(to, minted, (seed >> 128) % 1e24);
                supply += minted;
            } else if (seed % 3 == 1) {
                vm.prank(from);
                _token.transfer(to, held / 2);
            } else {
                _token.burn(from, held / 3, (seed >> 128) % 1e24);
                supply -= held / 3;
            }
        }
        assertEq(_token.totalSupply(), supply, "LANE_SUM");
        uint256 sum;
        for (uint160 i = 0; i < 40; ++i) {
            sum += _token.balanceOf(address(0xAC0000 + i));
        }
        assertEq(sum, supply, "SHARES_EQ_SUM_BALANCES");
    }

    function test_MintsOfDifferentLanesShareNoWrittenSlot() public {
        vm.record();
        _token.mint(_alice, 5, 5);
        (, bytes32[] memory ofAlice) = vm.accesses(address(_token));
        vm.record();
        _token.burn(_alice, 1, 1);
        _token.mint(_bob, 5, 5);
        (, bytes32[] memory both) = vm.accesses(address(_token));
        assertEq(ofAlice.length, 2, "one lane slot and one balance");
        assertEq(both.length, 4, "two of each");
        for (uint256 i = 2; i < 4; ++i) {
            assertTrue(both[i] != both[0] && both[i] != both[1], "LANE_INDEPENDENCE");
        }
    }

    function test_EveryMoveIsInTheLog() public {
        vm.expectEmit();
        emit IERC20.Transfer(address(0), _alice, 10);
        _token.mintOnly(_alice, 10);
        vm.startPrank(_alice);
        vm.expectEmit();
        emit IERC20.Transfer(_alice, _bob, 3);
        assertTrue(_token.transfer(_bob, 3), "ERC-20 says true");
        vm.expectEmit();
        emit IERC20.Approval(_alice, _bob, 7);
        assertTrue(_token.approve(_bob, 7), "ERC-20 says true");
        vm.stopPrank();
        vm.expectEmit();
        emit IERC20.Transfer(_alice, _bob, 7);
        vm.prank(_bob);
        assertTrue(_token.transferFrom(_alice, _bob, 7), "ERC-20 says true");
        assertEq(_token.balanceOf(_bob), 10, "moved");
        vm.expectEmit();
        emit IERC20.Transfer(_bob, address(0), 10);
        _token.burnOnly(_bob, 10);
    }

    function test_NameSymbolAndDecimals() public view {
        assertEq(_token.name(), "Lane token", "name");
        assertEq(_token.symbol(), "LANE", "symbol");
        assertEq(_token.decimals(), 18, "decimals");
    }

    function test_MintAndBurnAloneLeaveTheCash() public {
        _token.mint(_alice, 10, 5);
        _token.mintOnly(_alice, 10);
        assertEq(_token.cashOf(_token.laneOf(_alice)), 5, "minted");
        _token.burnOnly(_alice, 10);
        assertEq(_token.cashOf(_token.laneOf(_alice)), 5, "burned");
    }

    /* PERMIT */

    function test_MintFromCashCountsInThatLaneAlone() public {
        address other = address(uint160(1) ^ uint160(address(_token)));
        uint256 lane = _token.laneOf(address(uint160(2) ^ uint160(address(_token))));
        assertTrue(lane != _token.laneOf(other), "two lanes");
        _token.mint(address(uint160(2) ^ uint160(address(_token))), 5, 100);
        vm.expectEmit();
        emit IERC20.Transfer(address(0), other, 60);
        _token.mintFromCash(lane, other, 60);
        assertEq(_token.laneShares(lane), 65, "LANE_SUM: counted where the cash was");
        assertEq(_token.cashOf(lane), 40, "taken");
        assertEq(_token.laneShares(_token.laneOf(other)), 0, "LANE_INDEPENDENCE");
        assertEq(_token.balanceOf(other), 60, "minted");
        assertEq(_token.totalSupply(), 65, "LANE_SUM");
        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 0x11));
        _token.mintFromCash(lane, other, 41);
    }

    function test_PermitOfAKey() public {
        address owner = vm.addr(KEY);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, _digest(owner, 5, 0, block.timestamp));
        _token.permit(owner, _bob, 5, block.timestamp, v, r, s);
        assertEq(_token.allowance(owner, _bob), 5, "allowed");
        assertEq(_token.nonces(owner), 1, "used");
        vm.expectRevert(abi.encodeWithSelector(ILaneERC20.PermitNotSignedByOwner.selector, owner));
        _token.permit(owner, _bob, 5, block.timestamp, v, r, s);
    }

    function test_PermitOfAContract() public {
        Wallet wallet = new Wallet();
        wallet.accept(_digest(address(wallet), 5, 0, block.timestamp));
        _token.permit(address(wallet), _bob, 5, block.timestamp, "");
        assertEq(_token.allowance(address(wallet), _bob), 5, "ERC-1271");
    }

    function test_RevertWhen_PermitIsLateOrChanged() public {
        address owner = vm.addr(KEY);
        uint256 deadline = block.timestamp - 1;
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, _digest(owner, 5, 0, deadline));
        vm.expectRevert(abi.encodeWithSelector(ILaneERC20.PermitExpired.selector, deadline));
        _token.permit(owner, _bob, 5, deadline, v, r, s);
        vm.expectRevert(abi.encodeWithSelector(ILaneERC20.PermitNotSignedByOwner.selector, owner));
        _token.permit(owner, _bob, 6, block.timestamp, v, r, s);
    }

    function _digest(address owner, uint256 value, uint256 nonce, uint256 deadline) private view returns (bytes32) {
        bytes32 structHash = keccak256(abi.encode(PERMIT_TYPEHASH, owner, _bob, value, nonce, deadline));
        return keccak256(abi.encodePacked(hex"1901", _token.DOMAIN_SEPARATOR(), structHash));
    }
}
