// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {Gauge} from "../../contracts/gauges/Gauge.sol";
import {GaugeParams, RewardParams} from "../../contracts/interfaces/IGauge.sol";
import {IRoyaltySplitter, Payee} from "../../contracts/interfaces/IRoyaltySplitter.sol";
import {RoyaltySplitter} from "../../contracts/nfts/RoyaltySplitter.sol";
import {Maker1271} from "../mocks/Maker1271.sol";
import {Test} from "../helpers/Test.sol";

/// @notice A payee that refuses the native coin with less than `needed` gas left.
contract GasNeeder {
    uint256 public needed;
    uint256 public seen;

    function need(uint256 needed_) external {
        needed = needed_;
    }

    receive() external payable {
        uint256 left = gasleft();
        require(left >= needed, "too little");
        seen = left;
    }
}

contract RoyaltySplitterTest is Test {
    address private constant ARTIST = address(0xa1);
    address private constant WRITER = address(0xa2);

    DevnetToken private usd;
    DevnetToken private other;
    Gauge private gauge;
    Maker1271 private moody;
    RoyaltySplitter private splitter;

    function setUp() public {
        vm.warp(1_000_000);
        usd = new DevnetToken("Dollar", "USD", 6);
        other = new DevnetToken("Other", "OTH", 18);
        RewardParams[] memory rewards = new RewardParams[](1);
        rewards[0] = RewardParams(IERC20(address(usd)), 1 days);
        address authority = address(new AccessManager(address(this)));
        gauge = new Gauge(GaugeParams("G", "G", IERC20(address(other)), 4, authority, 1, rewards));
        moody = new Maker1271();
        Payee[] memory payees = new Payee[](4);
        payees[0] = Payee(ARTIST, 50, false);
        payees[1] = Payee(WRITER, 20, false);
        payees[2] = Payee(address(gauge), 20, true);
        payees[3] = Payee(address(moody), 10, false);
        splitter = new RoyaltySplitter(payees);
    }

    function test_SplitsAndMakesTheGaugesStakersEarn() public {
        usd.mint(address(splitter), 1_003);
        vm.expectEmit(true, true, true, true, address(splitter));
        emit IRoyaltySplitter.Pay(address(usd), ARTIST, 501);
        vm.expectEmit(true, true, true, true, address(splitter));
        emit IRoyaltySplitter.Distribute(address(usd), 1_001);
        assertEq(splitter.distribute(address(usd)), 1_001, "rounded down");
        assertEq(usd.balanceOf(ARTIST), 501, "half");
        assertEq(usd.balanceOf(WRITER), 200, "a fifth");
        assertEq(gauge.rewardOf(address(usd)).funded, 200, "streams to the stakers");
        assertEq(usd.balanceOf(address(splitter)), 2, "what rounding leaves is split next time");
        assertEq(usd.allowance(address(splitter), address(gauge)), 0, "RESIDUAL_APPROVAL_ZERO");
        assertEq(splitter.payees().length, 4, "payees");
    }

    function test_NativeCoinGoesToTheOthers() public {
        vm.deal(address(this), 800);
        (bool sent, ) = address(splitter).call{value: 800}("");
        assertTrue(sent, "received");
        splitter.distribute(address(0));
        assertEq(ARTIST.balance, 500, "50 of 80");
        assertEq(WRITER.balance, 200, "20 of 80");
        assertEq(address(moody).balance, 100, "10 of 80");
    }

    function test_FailingPayeeIsSkippedAndPulls() public {
        for (uint256 mood = 1; mood <= 2; ++mood) {
            moody.setMood(mood);
            vm.deal(address(splitter), 800 + address(splitter).balance);
            splitter.distribute(address(0));
            assertEq(ARTIST.balance, 500 * mood, "ONE_PAYEE_CANNOT_BLOCK_BATCH");
            assertEq(splitter.owed(address(0), address(moody)), 100 * mood, "its part waits");
        }
        vm.expectRevert(abi.encodeWithSelector(IRoyaltySplitter.NothingToPay.selector, address(0), address(0)));
        splitter.distribute(address(0));
        moody.setMood(1);
        vm.expectRevert();
        splitter.release(address(0), address(moody));
        moody.setMood(0);
        moody.callBack(address(splitter), abi.encodeCall(IRoyaltySplitter.release, (address(0), address(moody))));
        vm.prank(WRITER);
        assertEq(splitter.release(address(0), address(moody)), 200, "anyone pays it");
        assertEq(address(moody).balance, 200, "to the payee");
        assertEq(
            moody.callResult(),
            abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector),
            "once"
        );
        vm.expectRevert(abi.encodeWithSelector(IRoyaltySplitter.NothingToPay.selector, address(0), address(moody)));
        splitter.release(address(0), address(moody));
    }

    /// @dev A token that the gauge does not reward waits until it does.
    function test_GaugesPartOfAnotherTokenWaits() public {
        other.mint(address(splitter), 100);
        vm.expectEmit(true, true, true, true, address(splitter));
        emit IRoyaltySplitter.PaySkipped(address(other), address(gauge), 20);
        splitter.distribute(address(other));
        assertEq(splitter.owed(address(other), address(gauge)), 20, "waits");
        assertEq(other.balanceOf(WRITER), 20, "the others are paid");
        other.mint(address(splitter), 100);
        splitter.distribute(address(other));
        assertEq(splitter.owed(address(other), address(gauge)), 40, "what waits is not split again");
        gauge.addReward(address(other), 1 days);
        splitter.release(address(other), address(gauge));
        assertEq(gauge.rewardOf(address(other)).funded, 40, "streams now");
        assertEq(other.balanceOf(address(splitter)), 0, "all is paid");
    }

    /// @dev What was owed and is paid no longer counts as waiting, so all that comes after is split.
    function test_SplitsAllThatComesAfterARelease() public {
        other.mint(address(splitter), 100);
        splitter.distribute(address(other));
        gauge.addReward(address(other), 1 days);
        vm.expectEmit(true, true, true, true, address(splitter));
        emit IRoyaltySplitter.Pay(address(other), address(gauge), 20);
        splitter.release(address(other), address(gauge));
        other.mint(address(splitter), 100);
        assertEq(splitter.distribute(address(other)), 100, "all of it");
        assertEq(other.balanceOf(ARTIST), 100, "half of both");
        assertEq(other.balanceOf(address(splitter)), 0, "NO_DUST_STRANDED");
    }

    /// @dev Who is paid first and calls back would else share in what is the others'.
    function test_PayeeCannotSplitWhileItIsPaid() public {
        Payee[] memory payees = new Payee[](2);
        (payees[0], payees[1]) = (Payee(address(moody), 1, false), Payee(ARTIST, 1, false));
        splitter = new RoyaltySplitter(payees);
        moody.callBack(address(splitter), abi.encodeCall(IRoyaltySplitter.distribute, (address(0))));
        vm.deal(address(splitter), 800);
        splitter.distribute(address(0));
        assertEq(
            moody.callResult(),
            abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector),
            "once"
        );
        assertEq(address(moody).balance, 400, "its part");
        assertEq(ARTIST.balance, 400, "PAID_LE_FUNDED: and the other's");
    }

    function test_PaysPartsOfOneUnitAndNoneOfNothing() public {
        usd.mint(address(splitter), 3);
        vm.recordLogs();
        assertEq(splitter.distribute(address(usd)), 1, "half of three");
        assertEq(usd.balanceOf(ARTIST), 1, "a unit");
        assertEq(vm.getRecordedLogs().length, 3, "its transfer, Pay and Distribute, and nothing of the others");
    }

    function test_GaugeMayBeTheFirstPayee() public {
        Payee[] memory payees = new Payee[](2);
        (payees[0], payees[1]) = (Payee(address(gauge), 1, true), Payee(ARTIST, 1, false));
        splitter = new RoyaltySplitter(payees);
        other.mint(address(splitter), 100);
        splitter.distribute(address(other));
        gauge.addReward(address(other), 1 days);
        splitter.release(address(other), address(gauge));
        assertEq(gauge.rewardOf(address(other)).funded, 50, "notified, not merely sent");
    }

    function test_AsManyPayeesAsThereCanBe() public {
        Payee[] memory payees = new Payee[](32);
        for (uint160 i = 0; i < 32; ++i) {
            payees[i] = Payee(address(0xb000 + i), 1, false);
        }
        splitter = new RoyaltySplitter(payees);
        usd.mint(address(splitter), 64);
        assertEq(splitter.distribute{gas: 3_000_000}(address(usd)), 64, "each two");
    }

    /// @dev A payee that needs all that a payment may use is paid or the call reverts, whatever gas the caller gives.
    function test_NoGasStarvesAPayeeThatNeedsAllOfIt() public {
        GasNeeder needer = new GasNeeder();
        Payee[] memory payees = new Payee[](1);
        payees[0] = Payee(address(needer), 1, false);
        splitter = new RoyaltySplitter(payees);
        vm.deal(address(splitter), 1_000);
        uint256 start = vm.snapshotState();
        splitter.distribute(address(0));
        uint256 most = needer.seen();
        vm.revertToState(start);
        // But for some slots that are warm by now.
        needer.need(most - 5_000);
        uint256 paid;
        for (uint256 gas_ = 290_000; gas_ < 400_000; gas_ += 3_000) {
            uint256 state = vm.snapshotState();
            bytes memory distribution = abi.encodeCall(IRoyaltySplitter.distribute, (address(0)));
            (bool success, bytes memory reason) = address(splitter).call{gas: gas_}(distribution);
            if (success) {
                ++paid;
                assertEq(
                    address(needer).balance,
                    1_000,
                    "ONE_PAYEE_CANNOT_BLOCK_BATCH: nor be skipped for want of gas"
                );
            } else {
                assertEq(bytes32(bytes4(reason)), bytes32(IRoyaltySplitter.OutOfGas.selector), "says so");
            }
            vm.revertToState(state);
        }
        assertGt(paid, 0, "both happen");
    }

    function testFuzz_PaidLeReceived(uint256[4] memory amounts) public {
        uint256 received;
        for (uint256 i = 0; i < 4; ++i) {
            moody.setMood(i % 2);
            uint256 amount = bound(amounts[i], 1, 1e30);
            received += amount;
            usd.mint(address(splitter), amount);
            try splitter.distribute(address(usd)) {} catch {}
        }
        uint256 paid = usd.balanceOf(ARTIST) + usd.balanceOf(WRITER) + usd.balanceOf(address(moody));
        paid += gauge.rewardOf(address(usd)).funded;
        assertEq(paid + usd.balanceOf(address(splitter)), received, "PAID_LE_FUNDED");
        assertLe(usd.balanceOf(address(splitter)), 16, "NO_DUST_STRANDED");
    }

    /// @dev A caller can't make an honest payee fail by giving too little gas.
    function test_RevertWhen_GasIsTooLittle() public {
        usd.mint(address(splitter), 1_000);
        vm.expectPartialRevert(IRoyaltySplitter.OutOfGas.selector);
        splitter.distribute{gas: 250_000}(address(usd));
    }

    function test_RevertWhen_GaugeTakesLess() public {
        usd.mint(address(splitter), 1_000);
        vm.mockCall(address(gauge), abi.encodeWithSelector(gauge.notify.selector), "");
        splitter.distribute(address(usd));
        assertEq(splitter.owed(address(usd), address(gauge)), 200, "was not taken");
        vm.expectRevert(abi.encodeWithSelector(IRoyaltySplitter.PaymentFailed.selector, address(usd), address(gauge)));
        splitter.release(address(usd), address(gauge));
        vm.clearMockedCalls();
        splitter.release(address(usd), address(gauge));
    }

    function test_RevertWhen_PayeesAreBad() public {
        Payee[] memory payees = new Payee[](0);
        vm.expectRevert(abi.encodeWithSelector(IRoyaltySplitter.BadPayeeCount.selector, 0, 32));
        new RoyaltySplitter(payees);
        vm.expectRevert(abi.encodeWithSelector(IRoyaltySplitter.BadPayeeCount.selector, 33, 32));
        new RoyaltySplitter(new Payee[](33));
        payees = new Payee[](2);
        vm.expectRevert(abi.encodeWithSelector(IRoyaltySplitter.BadPayee.selector, address(0)));
        new RoyaltySplitter(payees);
        (payees[0], payees[1]) = (Payee(ARTIST, 1, false), Payee(ARTIST, 1, false));
        vm.expectRevert(abi.encodeWithSelector(IRoyaltySplitter.BadPayee.selector, ARTIST));
        new RoyaltySplitter(payees);
        payees[1] = Payee(WRITER, 0, false);
        vm.expectRevert(abi.encodeWithSelector(IRoyaltySplitter.BadPayee.selector, WRITER));
        new RoyaltySplitter(payees);
        payees = new Payee[](1);
        payees[0] = Payee(address(gauge), 1, true);
        splitter = new RoyaltySplitter(payees);
        vm.deal(address(splitter), 1);
        vm.expectRevert(abi.encodeWithSelector(IRoyaltySplitter.NothingToPay.selector, address(0), address(0)));
        splitter.distribute(address(0));
        vm.expectRevert(abi.encodeWithSelector(IRoyaltySplitter.NotSelf.selector, address(this)));
        splitter.payPayee(address(usd), ARTIST, false, 1);
        vm.expectRevert(abi.encodeWithSelector(IRoyaltySplitter.NothingToPay.selector, address(usd), ARTIST));
        splitter.release(address(usd), ARTIST);
    }
}
