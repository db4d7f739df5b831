// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {INftVault, Premium} from "../../contracts/interfaces/INftVault.sol";
import {NftVaultBase} from "./NftVaultBase.sol";

/// @notice The premium of items that came in not long ago, and the line in which items are served.
contract NftVaultPremiumTest is NftVaultBase {
    uint64 private constant START_WAD = 0.5e18;
    uint32 private constant DECAY = 10 hours;
    uint64 private constant SHARE = 0.8e18;

    function setUp() public override {
        super.setUp();
        vault.setFees(_fees(0, TARGETED_FEE, SWAP_FEE));
        _deposit(alice, 10, 3);
        vault.setPremium(Premium(START_WAD, DECAY, SHARE));
        _deposit(bob, 20, 3);
    }

    function test_IsSharedWithTheDepositor() public {
        vm.warp(START + DECAY / 2 - 1);
        (uint256 premium, address depositor) = vault.premiumOf(20);
        assertEq(premium, START_WAD / 2, "half of it after half of the time");
        assertEq(depositor, bob, "depositor");
        uint256 fee = vault.targetedFee(_ids(20));
        assertEq(fee, TARGETED_FEE + premium, "fee");
        uint256 toBob = (premium * SHARE) / 1e18;
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.PayPremium(20, alice, bob, premium, toBob);
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.RedeemItems(alice, alice, _ids(20), ITEM + fee - toBob, fee - toBob);
        vm.prank(alice);
        assertEq(vault.redeemTargeted(_ids(20), alice, fee), fee, "paid");
        assertEq(vault.balanceOf(bob), 3 * ITEM + toBob, "PREMIUM_SHARED: the depositor's part");
        assertEq(vault.balanceOf(alice), 2 * ITEM - fee, "PREMIUM_SHARED: no more is taken");
        (premium, depositor) = vault.premiumOf(20);
        assertEq(premium, 0, "forgotten with the item");
        assertEq(depositor, address(0), "forgotten with the item");
        _assertBacked();
    }

    function test_IsPaidInSwapsToo() public {
        collection.mint(alice, _ids(50));
        (uint256 premium, ) = vault.premiumOf(21);
        uint256 fee = SWAP_FEE + premium;
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(INftVault.FeeAboveMax.selector, fee, fee - 1));
        vault.swap(_ids(50), _ids(21), alice, fee - 1);
        assertEq(vault.swap(_ids(50), _ids(21), alice, fee), fee, "paid");
        vm.stopPrank();
        assertEq(vault.balanceOf(bob), 3 * ITEM + (premium * SHARE) / 1e18, "PREMIUM_SHARED");
        (, address depositor) = vault.premiumOf(50);
        assertEq(depositor, alice, "who brought the other is its depositor");
        _assertBacked();
    }

    /// @dev Who claims what is on rent names it, so pays what a redemption by name does.
    function test_IsPaidForEachClaimedItem() public {
        vm.warp(START + DECAY / 2);
        _deposit(bob, 23, 1);
        uint256[] memory ids = new uint256[](2);
        (ids[0], ids[1]) = (20, 23);
        _rent(carol, 20, MIN_SECONDS);
        _rent(carol, 23, MIN_SECONDS);
        (uint256 premium, ) = vault.premiumOf(20);
        (uint256 other, ) = vault.premiumOf(23);
        assertGt(other, premium, "it falls");
        uint256 fee = 2 * TARGETED_FEE + premium + other;
        uint256 toBob = (premium * SHARE) / 1e18 + (other * SHARE) / 1e18;
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(INftVault.FeeAboveMax.selector, fee, fee - 1));
        vault.claimRented(ids, alice, fee - 1);
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.ClaimRented(alice, alice, ids, 2 * ITEM + fee - toBob, fee - toBob);
        assertEq(vault.claimRented(ids, alice, fee), fee, "paid");
        vm.stopPrank();
        assertEq(vault.balanceOf(alice), ITEM - fee, "PREMIUM_SHARED: no more is taken");
        assertEq(vault.balanceOf(bob), 4 * ITEM + toBob, "PREMIUM_SHARED: the depositor's part of both");
        (, uint256 income) = vault.laneIncome(1);
        assertEq(income, fee - toBob, "the rest is income");
        (premium, ) = vault.premiumOf(20);
        assertEq(premium, 0, "none is asked for a reserved item");
        _assertBacked();
    }

    function test_ClaimingASeasonedItemCostsTheFeeAlone() public {
        _rent(carol, 10, MIN_SECONDS);
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.ClaimRented(bob, bob, _ids(10), ITEM + TARGETED_FEE, TARGETED_FEE);
        vm.prank(bob);
        assertEq(vault.claimRented(_ids(10), bob, TARGETED_FEE), TARGETED_FEE, "no premium");
        _assertBacked();
    }

    /// @dev Who brought an item once has no part in what it costs when it came again through others.
    function test_IsNotOfADepositorBefore() public {
        (, uint64 until) = _rent(carol, 20, MIN_SECONDS);
        vm.prank(alice);
        vault.claimRented(_ids(20), alice, ITEM);
        vm.warp(until + 1);
        address purse = address(vault.purseOf(1));
        vm.prank(alice);
        vault.withdraw(_ids(20), purse);
        vm.warp(until + 2);
        vault.depositArrived(_ids(20), alice, address(0));
        (uint256 premium, address depositor) = vault.premiumOf(20);
        assertEq(premium, 0, "nothing is asked");
        assertEq(depositor, address(0), "for nobody");
    }

    function test_NothingIsAskedOnceItHasFallen() public {
        vm.warp(START + DECAY);
        uint256 fee = vault.targetedFee(_ids(20));
        assertEq(fee, TARGETED_FEE, "the fee alone");
        vm.prank(alice);
        assertEq(vault.redeemTargeted(_ids(20), alice, fee), fee, "paid");
        assertEq(vault.balanceOf(bob), 3 * ITEM, "and nothing to who brought it");
        _assertBacked();
    }

    /* SETTING */

    function test_BoundsAreAllowed() public {
        Premium memory highest = Premium(1e18, 30 days, 1e18);
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.SetPremium(highest.startWad, highest.decaySeconds, highest.depositorShareWad);
        vault.setPremium(highest);
        assertEq(abi.encode(vault.premium()), abi.encode(highest), "highest");
        vault.setPremium(Premium(1, 30 days, 0));
        _deposit(alice, 30, 1);
        (uint256 premium, ) = vault.premiumOf(30);
        assertEq(premium, 1, "the least there is");
        vault.setPremium(Premium(1e18, 1, 0));
        uint256[] memory ids = _mintApproved(alice, 31, 1);
        vm.prank(alice);
        vault.deposit(ids, alice);
        (premium, ) = vault.premiumOf(31);
        assertEq(premium, 1e18, "for the shortest time");
        vm.warp(block.timestamp + 1);
        (premium, ) = vault.premiumOf(31);
        assertEq(premium, 0, "which is over");
    }

    /// @dev An item that came in while nothing was asked is not asked for later, however the nothing was said.
    function test_ItemsOfATimeWithoutStayWithout() public {
        Premium[2] memory none = [Premium(0, DECAY, SHARE), Premium(START_WAD, 0, SHARE)];
        for (uint256 i = 0; i < 2; ++i) {
            vault.setPremium(none[i]);
            _deposit(alice, 30 + i, 1);
            vault.setPremium(Premium(START_WAD, DECAY, SHARE));
            (uint256 premium, address depositor) = vault.premiumOf(30 + i);
            assertEq(premium, 0, "nothing");
            assertEq(depositor, address(0), "for nobody");
        }
    }

    function test_CanBeTakenBackAtOnce() public {
        uint256[] memory ids = _mintApproved(bob, 30, 1);
        vm.prank(bob);
        vault.deposit(ids, bob);
        vault.setPremium(Premium(0, 0, 0));
        (uint256 premium, address depositor) = vault.premiumOf(30);
        assertEq(premium, 0, "nothing is asked");
        assertEq(depositor, bob, "though it is known who brought it");
        assertEq(vault.targetedFee(ids), TARGETED_FEE, "the fee alone");
    }

    function testFuzz_FallsToNothing(uint256 elapsed) public {
        elapsed = bound(elapsed, 1, 2 * uint256(DECAY));
        vm.warp(START - 1 + elapsed);
        (uint256 premium, ) = vault.premiumOf(20);
        uint256 left = elapsed < DECAY ? DECAY - elapsed : 0;
        assertGe(premium * DECAY, START_WAD * left, "ROUND_AGAINST_USER");
        assertLe(premium * DECAY, START_WAD * left + DECAY, "by less than a unit");
        if (elapsed >= DECAY) assertEq(premium, 0, "nothing is left");
    }

    /// @dev Not a way around it: those without a premium are served first, of whatever lane.
    function test_RedeemServesTheSeasonedFirst() public {
        vm.prank(alice);
        vault.transfer(bob, 3 * ITEM);
        vm.startPrank(bob);
        uint256[] memory ids = vault.redeem(4, bob);
        vm.stopPrank();
        for (uint256 i = 0; i < 3; ++i) {
            assertEq(ids[i], 10 + i, "the other lane's, in line");
        }
        assertEq(ids[3], 20, "EXIT_UNBLOCKABLE: where only fresh ones are left, one of them, at par");
        _assertBacked();
    }

    /// @dev Nor is it one to rent a fresh item and to empty its lane: others still have some to redeem.
    function test_RentedItemIsNotClaimedPastItsPremium() public {
        address mallory = _accountIn(2, 0xbad);
        vm.prank(alice);
        vault.transfer(mallory, 3 * ITEM);
        _rent(mallory, 22, MIN_SECONDS);
        vm.prank(bob);
        vault.redeemTargeted(_ids(20, 2), bob, 2 * ITEM);
        vm.startPrank(mallory);
        assertEq(vault.redeemable(2, 0, 1).length, 0, "its lane has no other");
        uint256 fee = vault.targetedFee(_ids(22));
        assertGt(fee, TARGETED_FEE, "a premium is asked");
        uint256 toBob = ((fee - TARGETED_FEE) * SHARE) / 1e18;
        uint256 bobHad = vault.balanceOf(bob);
        vm.expectRevert(abi.encodeWithSelector(INftVault.FeeAboveMax.selector, fee, 0));
        vault.claimRented(_ids(22), mallory, 0);
        assertEq(vault.claimRented(_ids(22), mallory, fee), fee, "fee and premium");
        vm.stopPrank();
        assertEq(vault.balanceOf(bob) - bobHad, toBob, "PREMIUM_SHARED: the depositor's part");
        _assertBacked();
    }

    /// @dev To pass by the targeted fee one must redeem all that are before the wanted item, and bring them back.
    function test_CherryPickingByTheLineCostsADepositFeeForEachPassed() public {
        vault.setFees(_fees(DEPOSIT_FEE, TARGETED_FEE, SWAP_FEE));
        vault.setPremium(Premium(0, 0, 0));
        vm.startPrank(alice);
        uint256[] memory ids = vault.redeem(3, alice);
        assertEq(ids[2], 12, "the one wanted comes last");
        uint256[] memory back = _ids(10, 2);
        vm.warp(START + 10);
        vault.deposit(back, alice);
        vm.stopPrank();
        assertEq(vault.balanceOf(alice), 2 * ITEM - 2 * DEPOSIT_FEE, "LINE_IN_ORDER: two were passed");
        assertEq(vault.redeemable(1, 0, 1)[0], 10, "and they wait behind all others of the lane");
    }

    function testFuzz_NobodyBehindIsServedBefore(uint256 seed) public {
        vault.setPremium(Premium(0, 0, 0));
        _deposit(alice, 30, 6);
        uint256[] memory line = vault.redeemable(1, 0, 9);
        uint256 taken = seed % 9;
        vm.prank(bob);
        vault.redeemTargeted(_ids(line[taken]), bob, ITEM);
        uint256[] memory after_ = vault.redeemable(1, 0, 9);
        for (uint256 i = 0; i < 8; ++i) {
            uint256 was = i + 1;
            // The head took the place of the one that left; all others have moved up by one.
            assertEq(after_[i], was == taken ? line[0] : line[was], "LINE_IN_ORDER");
        }
    }

    function test_SeasonedItemCostsTheFeeAlone() public {
        uint256 fee = vault.targetedFee(_ids(10));
        assertEq(fee, TARGETED_FEE, "no premium");
        vm.prank(alice);
        assertEq(vault.redeemTargeted(_ids(10), alice, fee), fee, "paid");
        assertEq(vault.nonces(alice), 0, "and no permit used");
    }

    function test_NoPremiumWithoutADepositor() public {
        uint256[] memory ids = _ids(60);
        collection.mint(address(vault.purseOf(1)), ids);
        vault.depositArrived(ids, alice, address(0));
        (uint256 premium, address depositor) = vault.premiumOf(60);
        assertEq(premium, 0, "nobody to share it with");
        assertEq(depositor, address(0), "none");
        assertEq(vault.balanceOf(alice), 4 * ITEM, "minted");
    }

    function test_RevertWhen_ItCannotBePaid() public {
        vm.startPrank(alice);
        vault.transfer(bob, 2 * ITEM);
        uint256 fee = vault.targetedFee(_ids(20));
        vm.expectRevert();
        vault.redeemTargeted(_ids(20), alice, fee);
        vm.expectRevert(abi.encodeWithSelector(INftVault.FeeAboveMax.selector, fee, fee - 1));
        vault.redeemTargeted(_ids(20), alice, fee - 1);
        vm.stopPrank();
    }

    function test_RevertWhen_OutOfBounds() public {
        Premium[3] memory bad = [
            Premium(1e18 + 1, DECAY, SHARE),
            Premium(START_WAD, 30 days + 1, SHARE),
            Premium(START_WAD, DECAY, 1e18 + 1)
        ];
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectRevert(abi.encodeWithSelector(INftVault.PremiumOutOfBounds.selector, bad[i]));
            vault.setPremium(bad[i]);
        }
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, alice));
        vault.setPremium(Premium(0, 0, 0));
        assertEq(vault.premium().startWad, START_WAD, "as it was");
    }

    function test_RevertWhen_BurningMoreThanOneHas() public {
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, carol, 0, ITEM));
        vault.redeem(1, carol);
    }
}
