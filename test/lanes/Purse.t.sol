// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {IERC4907} from "../../contracts/interfaces/IERC4907.sol";
import {Purse} from "../../contracts/lanes/Purse.sol";
import {Test} from "../helpers/Test.sol";
import {HostileVault} from "../mocks/HostileVault.sol";

contract PurseTest is Test {
    DevnetToken private token = new DevnetToken("Token", "TKN", 18);
    HostileVault private vault = new HostileVault(IERC20(address(token)));
    Purse private purse = new Purse();
    address private alice = address(0xA11CE);

    function setUp() public {
        token.mint(address(purse), 1000);
    }

    function test_Pays() public {
        purse.pay(IERC20(address(token)), alice, 400);
        assertEq(token.balanceOf(alice), 400, "paid");
    }

    function test_DepositsForReceiver() public {
        assertEq(purse.deposit(vault, IERC20(address(token)), 400, alice), vault.balanceOf(alice), "shares");
        assertEq(token.balanceOf(address(vault)), 400, "assets");
    }

    function test_LeavesNoAllowanceToVaultThatTakesLess() public {
        vault.setTrick(HostileVault.Trick.TakeLess);
        purse.deposit(vault, IERC20(address(token)), 400, alice);
        assertEq(token.balanceOf(address(vault)), 399, "took less");
        assertEq(token.allowance(address(purse), address(vault)), 0, "RESIDUAL_APPROVAL_ZERO");
    }

    function test_RevertWhen_CallerIsNotParent() public {
        bytes memory denied = abi.encodeWithSelector(Purse.NotParent.selector, alice);
        vm.startPrank(alice);
        vm.expectRevert(denied);
        purse.pay(IERC20(address(token)), alice, 1);
        vm.expectRevert(denied);
        purse.deposit(vault, IERC20(address(token)), 1, alice);
        vm.expectRevert(denied);
        purse.payNft(IERC721(address(token)), alice, 1);
        vm.expectRevert(denied);
        purse.lend(IERC4907(address(token)), 1, alice, 1);
        vm.stopPrank();
    }
}
