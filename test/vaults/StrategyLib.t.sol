// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {StrategyLib} from "../../contracts/vaults/StrategyLib.sol";
import {Test} from "../helpers/Test.sol";

/// @title StrictToken
/// @notice Answers what is asked in exactly as many bytes as an ERC-20 expects.
contract StrictToken {
    error BadLength(uint256 length);

    fallback(bytes calldata data) external returns (bytes memory) {
        require(data.length == 36, BadLength(data.length));
        return abi.encode(uint256(uint160(address(uint160(uint256(bytes32(data[4:])))))));
    }
}

/// @notice Strategies asked such that none takes its caller down: what counts as an answer, and how far it is believed.
contract StrategyLibTest is Test {
    using StrategyLib for address;

    address private constant STRATEGY = address(0x57A7E6);
    address private constant NOBODY = address(0xDEAD);
    uint256 private constant MAX_VALUE = 1 << 126;

    bytes private _ofBalance = abi.encodeCall(IERC20.balanceOf, (address(this)));
    bytes private _ofValue = abi.encodeWithSelector(IERC4626.convertToAssets.selector);
    bytes private _ofCost = abi.encodeWithSelector(IERC4626.previewMint.selector);
    bytes private _ofLiquidity = abi.encodeCall(IERC4626.maxWithdraw, (address(this)));
    bytes private _transfer = abi.encodeCall(IERC20.transfer, (NOBODY, 7));

    function _answer(bytes memory question, uint256 word) private {
        vm.mockCall(STRATEGY, question, abi.encode(word));
    }

    function _assertValue(bool expectedOk, uint256 expected, string memory message) private view {
        (bool ok, uint256 value) = STRATEGY.tryValue();
        assertTrue(ok == expectedOk, message);
        if (ok) assertEq(value, expected, message);
    }

    function _assertBalance(address token, bool expectedOk, uint256 expected, string memory message) private view {
        (bool ok, uint256 amount) = token.tryBalance(address(this));
        assertTrue(ok == expectedOk, message);
        assertEq(amount, expected, message);
    }

    /* ANSWERS */

    function test_ABalanceIsAWordAnswered() public {
        _answer(_ofBalance, 5);
        _assertBalance(STRATEGY, true, 5, "a word");
        vm.mockCall(STRATEGY, _ofBalance, abi.encode(6, 7));
        _assertBalance(STRATEGY, true, 6, "the first word of more");
        _assertBalance(NOBODY, false, 0, "no code");
        vm.mockCall(STRATEGY, _ofBalance, new bytes(31));
        _assertBalance(STRATEGY, false, 0, "a byte too few");
        vm.mockCallRevert(STRATEGY, _ofBalance, abi.encode(5));
        _assertBalance(STRATEGY, false, 0, "a revert that says a word");
    }

    function test_ABalanceIsAskedForInAsManyBytesAsExpected() public {
        address strict = address(new StrictToken());
        _assertBalance(strict, true, uint160(address(this)), "the account, and no byte more");
    }

    function test_ALiquidityIsAWordAnswered() public {
        _answer(_ofLiquidity, 5);
        assertEq(STRATEGY.maxWithdraw(), 5, "a word");
        _answer(_ofLiquidity, MAX_VALUE);
        assertEq(STRATEGY.maxWithdraw(), MAX_VALUE, "the most that is believed");
        _answer(_ofLiquidity, type(uint256).max);
        assertEq(STRATEGY.maxWithdraw(), MAX_VALUE, "MAX_NEVER_REVERTS");
        assertEq(NOBODY.maxWithdraw(), 0, "no code");
        vm.mockCall(STRATEGY, _ofLiquidity, new bytes(31));
        assertEq(STRATEGY.maxWithdraw(), 0, "a byte too few");
        vm.mockCallRevert(STRATEGY, _ofLiquidity, abi.encode(5));
        assertEq(STRATEGY.maxWithdraw(), 0, "a revert that says a word");
    }

    function test_ATransferIsDoneWhereItSaysSo() public {
        _answer(_transfer, 1);
        assertTrue(STRATEGY.tryTransfer(NOBODY, 7), "true");
        _answer(_transfer, 0);
        assertFalse(STRATEGY.tryTransfer(NOBODY, 7), "false");
        _answer(_transfer, 2);
        assertFalse(STRATEGY.tryTransfer(NOBODY, 7), "nonsense");
        vm.mockCall(STRATEGY, _transfer, "");
        assertFalse(STRATEGY.tryTransfer(NOBODY, 7), "silence");
        vm.mockCallRevert(STRATEGY, _transfer, abi.encode(true));
        assertFalse(STRATEGY.tryTransfer(NOBODY, 7), "a revert that says true");
        assertFalse(NOBODY.tryTransfer(NOBODY, 7), "no code");
    }

    /* VALUES */

    function test_AValueIsThatOfTheShares() public {
        _answer(_ofBalance, 1);
        _answer(abi.encodeCall(IERC4626.convertToAssets, (1)), 9);
        _assertValue(true, 9, "of one share");
        vm.mockCallRevert(STRATEGY, _ofValue, "");
        _answer(_ofBalance, 0);
        _assertValue(true, 0, "none are worth nothing, and nothing is asked");
        _answer(_ofBalance, 1);
        vm.mockCallRevert(STRATEGY, abi.encodeCall(IERC4626.convertToAssets, (1)), "");
        _assertValue(false, 0, "of one share it does not say");
    }

    function test_AValueIsUnknownWhereTheSharesAre() public {
        vm.mockCallRevert(STRATEGY, _ofBalance, "");
        _answer(_ofValue, 9);
        _assertValue(false, 0, "the shares are unknown");
    }

    function test_AValueBeyondAllReasonIsNone() public {
        _answer(_ofBalance, 1);
        _answer(_ofValue, MAX_VALUE - 1);
        _assertValue(true, MAX_VALUE - 1, "the most that is believed");
        _answer(_ofValue, MAX_VALUE);
        _assertValue(false, 0, "nonsense");
    }

    /* PREMIUMS */

    function test_APremiumIsWhatEnteringCostsMore() public {
        _answer(_ofBalance, 3);
        _answer(abi.encodeCall(IERC4626.previewMint, (3)), 110);
        assertEq(STRATEGY.tryPremium(100), 10, "more");
        assertEq(STRATEGY.tryPremium(108), 2, "two units more");
        assertEq(STRATEGY.tryPremium(109), 0, "a unit is rounding");
        assertEq(STRATEGY.tryPremium(111), 0, "less");
        assertEq(STRATEGY.tryPremium(55), 55, "as much again");
        assertEq(STRATEGY.tryPremium(50), 50, "no more than as much again");
        assertEq(NOBODY.tryPremium(50), 0, "no code");
    }

    function test_APremiumBeyondAllReasonIsNone() public {
        _answer(_ofBalance, 3);
        _answer(_ofCost, MAX_VALUE - 1);
        assertEq(STRATEGY.tryPremium(MAX_VALUE - 11), 10, "the most that is believed");
        _answer(_ofCost, MAX_VALUE);
        assertEq(STRATEGY.tryPremium(MAX_VALUE - 11), 0, "nonsense");
    }
}
