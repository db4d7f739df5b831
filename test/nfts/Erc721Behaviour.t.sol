// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {RentalWrapper} from "../../contracts/nfts/RentalWrapper.sol";
import {DevnetPlainCollection} from "../../contracts/devnet/DevnetPlainCollection.sol";
import {Erc721Suite} from "../helpers/Erc721Suite.sol";
import {NftVaultBase} from "./NftVaultBase.sol";

/// @notice Receipts are ERC-721, by the suite that takes any.
contract NftReceiptsBehaviourTest is NftVaultBase, Erc721Suite {
    function setUp() public override {
        super.setUp();
        _reserve(alice, 1, 2);
        _subject(IERC721(address(vault.receipts())), alice, 1, 2);
    }
}

/// @notice Wrapped items are ERC-721, by the same suite.
contract RentalWrapperBehaviourTest is NftVaultBase, Erc721Suite {
    function setUp() public override {
        super.setUp();
        DevnetPlainCollection plain = new DevnetPlainCollection("Badges", "BADGE");
        RentalWrapper wrapper = new RentalWrapper(IERC721(address(plain)), "Wrapped", "W", LANES);
        plain.mint(alice, _ids(1, 2));
        vm.startPrank(alice);
        plain.setApprovalForAll(address(wrapper), true);
        wrapper.wrap(_ids(1, 2), alice);
        vm.stopPrank();
        _subject(IERC721(address(wrapper)), alice, 1, 2);
    }
}
