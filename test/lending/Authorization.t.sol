// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IMarket} from "../../contracts/interfaces/IMarket.sol";
import {Market} from "../../contracts/lending/Market.sol";
import {MarketBase} from "./MarketBase.sol";

/// @notice An account that accepts one digest.
contract Signer is IERC1271 {
    bytes32 public accepted;

    function accept(bytes32 digest) external {
        accepted = digest;
    }

    function isValidSignature(bytes32 digest, bytes calldata) external view returns (bytes4) {
        return digest == accepted ? IERC1271.isValidSignature.selector : bytes4(0);
    }
}

/// @notice setAuthorization, setAuthorizationBySig and multicall.
contract MarketAuthorizationTest is MarketBase {
    uint256 private constant KEY = 0xB0B;

    address private account = vm.addr(KEY);

    function _digest(
        Market of_,
        address signer,
        address operator,
        bool allowed,
        uint256 nonce,
        uint256 deadline
    ) private view returns (bytes32) {
        bytes32 typeHash = keccak256(
            "Authorization(address account,address operator,bool allowed,uint256 nonce,uint256 deadline)"
        );
        return
            keccak256(
                abi.encodePacked(
                    "\x19\x01",
                    of_.DOMAIN_SEPARATOR(),
                    keccak256(abi.encode(typeHash, signer, operator, allowed, nonce, deadline))
                )
            );
    }

    function _sign(bytes32 digest) private pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, digest);
        return abi.encodePacked(r, s, v);
    }

    /* BY TRANSACTION */

    function test_AnOperatorActsAndNoLonger() public {
        _supply(alice, 50_000e6);
        _putUp(bob, 1e8);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarket.SetAuthorization(bob, carol, true);
        vm.prank(bob);
        market.setAuthorization(carol, true);
        vm.startPrank(carol);
        market.borrow(100e6, bob, carol);
        market.withdrawCollateral(0.1e8, bob, carol);
        vm.stopPrank();
        assertEq(usd.balanceOf(carol), 100e6, "borrowed for bob");
        assertEq(btc.balanceOf(carol), 0.1e8, "withdrawn for bob");
        assertEq(market.debtOf(bob), 100e6, "bob owes");
        assertEq(market.debtOf(carol), 0, "carol does not");

        vm.prank(bob);
        market.setAuthorization(carol, false);
        vm.startPrank(carol);
        vm.expectRevert(abi.encodeWithSelector(IMarket.NotAuthorized.selector, bob, carol));
        market.borrow(1, bob, carol);
        vm.expectRevert(abi.encodeWithSelector(IMarket.NotAuthorized.selector, bob, carol));
        market.withdrawCollateral(1, bob, carol);
        vm.stopPrank();
    }

    /// @dev An operator of a position has no say over the account's shares.
    function test_AnOperatorCannotMoveShares() public {
        _supply(bob, 100e6);
        vm.prank(bob);
        market.setAuthorization(carol, true);
        vm.prank(carol);
        vm.expectRevert();
        market.redeem(1, carol, bob);
    }

    /// @dev Whatever a stranger calls, another's debt is no larger, and its collateral no less.
    function testFuzz_AStrangerCannotWorsen(uint256 which, uint256 amount) public {
        _open();
        _supply(bob, 5_000e6);
        amount = bound(amount, 1, 1e12);
        usd.mint(carol, amount);
        btc.mint(carol, amount);
        bytes[] memory calls = new bytes[](9);
        calls[0] = abi.encodeCall(market.borrow, (amount, bob, carol));
        calls[1] = abi.encodeCall(market.withdrawCollateral, (amount, bob, carol));
        calls[2] = abi.encodeCall(market.repay, (amount, bob));
        calls[3] = abi.encodeCall(market.supplyCollateral, (amount, bob));
        calls[4] = abi.encodeCall(market.liquidate, (bob, amount, 0, carol, ""));
        calls[5] = abi.encodeCall(market.redeem, (amount, carol, bob));
        calls[6] = abi.encodeCall(market.withdraw, (amount, carol, bob));
        calls[7] = abi.encodeCall(market.deposit, (amount, bob));
        calls[8] = abi.encodeCall(market.setAuthorizationBySig, (bob, carol, true, type(uint256).max, ""));
        uint256 debt = market.debtOf(bob);
        uint256 shares = market.balanceOf(bob);
        uint256 collateral = market.positionOf(bob).collateral;
        vm.startPrank(carol);
        usd.approve(address(market), amount);
        btc.approve(address(market), amount);
        bytes memory data = calls[which % 9];
        if (which % 3 == 0) {
            bytes[] memory inner = new bytes[](1);
            inner[0] = data;
            data = abi.encodeCall(market.multicall, (inner));
        }
        (bool ok, ) = address(market).call(data);
        vm.stopPrank();
        assertTrue(ok == (which % 9 == 2 || which % 9 == 3 || (which % 9 == 7)), "UNAUTHORISED_CANNOT_WORSEN");
        assertLe(market.debtOf(bob), debt, "UNAUTHORISED_CANNOT_WORSEN debt");
        assertGe(market.balanceOf(bob), shares, "UNAUTHORISED_CANNOT_WORSEN shares");
        assertGe(market.positionOf(bob).collateral, collateral, "UNAUTHORISED_CANNOT_WORSEN collateral");
    }

    /* BY SIGNATURE */

    function test_ASignatureAuthorisesOnce() public {
        uint256 deadline = block.timestamp;
        bytes memory signature = _sign(_digest(market, account, carol, true, 0, deadline));
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarket.SetAuthorization(account, carol, true);
        market.setAuthorizationBySig(account, carol, true, deadline, signature);
        assertTrue(market.isAuthorized(account, carol), "authorised");
        assertEq(market.nonces(account), 1, "the nonce is used");

        vm.expectRevert(abi.encodeWithSelector(IMarket.AuthorizationNotSigned.selector, account));
        market.setAuthorizationBySig(account, carol, true, deadline, signature);
        assertTrue(true, "SIG_SINGLE_USE_CHAIN_AND_CONTRACT_BOUND_FULL_FIELDS");
    }

    function test_ASignatureRevokes() public {
        vm.prank(account);
        market.setAuthorization(carol, true);
        bytes memory signature = _sign(_digest(market, account, carol, false, 0, block.timestamp));
        market.setAuthorizationBySig(account, carol, false, block.timestamp, signature);
        assertFalse(market.isAuthorized(account, carol), "revoked");
    }

    function test_RevertWhen_ASignatureIsLate() public {
        uint256 deadline = block.timestamp - 1;
        bytes memory signature = _sign(_digest(market, account, carol, true, 0, deadline));
        vm.expectRevert(abi.encodeWithSelector(IMarket.AuthorizationExpired.selector, deadline));
        market.setAuthorizationBySig(account, carol, true, deadline, signature);
    }

    /// @dev Any field changed, another chain, another market: not signed.
    function test_RevertWhen_AnyFieldDiffers() public {
        uint256 deadline = block.timestamp + 1 days;
        bytes memory signature = _sign(_digest(market, account, carol, true, 0, deadline));
        _refused(market, bob, carol, true, deadline, signature);
        _refused(market, account, bob, true, deadline, signature);
        _refused(market, account, carol, false, deadline, signature);
        _refused(market, account, carol, true, deadline + 1, signature);
        _refused(_newMarket(_params(address(usd), address(btc))), account, carol, true, deadline, signature);
        vm.chainId(1);
        _refused(market, account, carol, true, deadline, signature);
        vm.chainId(31337);
        market.setAuthorizationBySig(account, carol, true, deadline, signature);
    }

    function _refused(
        Market of_,
        address signer,
        address operator,
        bool allowed,
        uint256 deadline,
        bytes memory signature
    ) private {
        vm.expectRevert(abi.encodeWithSelector(IMarket.AuthorizationNotSigned.selector, signer));
        of_.setAuthorizationBySig(signer, operator, allowed, deadline, signature);
        assertFalse(of_.isAuthorized(signer, operator), "SIG_SINGLE_USE_CHAIN_AND_CONTRACT_BOUND_FULL_FIELDS");
    }

    function test_AContractSignsToo() public {
        Signer signer = new Signer();
        uint256 deadline = block.timestamp;
        vm.expectRevert(abi.encodeWithSelector(IMarket.AuthorizationNotSigned.selector, address(signer)));
        market.setAuthorizationBySig(address(signer), carol, true, deadline, "");
        signer.accept(_digest(market, address(signer), carol, true, 0, deadline));
        market.setAuthorizationBySig(address(signer), carol, true, deadline, "");
        assertTrue(market.isAuthorized(address(signer), carol), "by ERC-1271");
    }

    /* MULTICALL */

    function test_SeveralCallsAreOne() public {
        _supply(alice, 50_000e6);
        btc.mint(bob, 1e8);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(market.supplyCollateral, (1e8, bob));
        calls[1] = abi.encodeCall(market.borrow, (100e6, bob, bob));
        vm.startPrank(bob);
        btc.approve(address(market), 1e8);
        bytes[] memory answers = market.multicall(calls);
        assertEq(abi.decode(answers[1], (uint256)), 100e6, "what the call returned");
        // All or none, with the reason of the one that failed.
        calls[0] = abi.encodeCall(market.borrow, (100e6, bob, bob));
        calls[1] = abi.encodeCall(market.withdrawCollateral, (1e8, bob, bob));
        vm.expectPartialRevert(IMarket.Unhealthy.selector);
        market.multicall(calls);
        vm.stopPrank();
        assertEq(market.debtOf(bob), 100e6, "none");
    }

    /// @dev The caller stays who it is, so that nobody speaks for the market, which holds the seed.
    function test_MulticallDoesNotSpeakForTheMarket() public {
        bytes[] memory calls = new bytes[](1);
        calls[0] = abi.encodeCall(market.redeem, (1, carol, address(market)));
        vm.prank(carol);
        vm.expectRevert();
        market.multicall(calls);
    }
}
