// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";

/// @notice A collection whose answer about royalties, and whose moves, can be made as bad as one likes.
contract RoyaltyCollection is ERC721 {
    enum Mood {
        Honest,
        Reverts,
        BurnsGas,
        Floods,
        Short,
        NoAddress,
        Nonsense,
        Costly
    }

    Mood public mood;
    bool public keepsItems;
    address public receiver;
    uint256 public royaltyBps;
    mapping(uint256 id => address owner) public lies;
    address public callTarget;
    bytes public callData;
    bytes public callResult;

    constructor(address receiver_, uint256 royaltyBps_) ERC721("Royal", "ROYAL") {
        (receiver, royaltyBps) = (receiver_, royaltyBps_);
    }

    function mint(address to, uint256 id) external {
        _mint(to, id);
    }

    function setRoyalty(address receiver_, uint256 royaltyBps_, Mood mood_) external {
        (receiver, royaltyBps, mood) = (receiver_, royaltyBps_, mood_);
    }

    /// @notice Moves succeed without moving.
    function keepItems(bool keeps) external {
        keepsItems = keeps;
    }

    /// @notice Says that `owner` has an item, whoever does.
    function lie(uint256 id, address owner) external {
        lies[id] = owner;
    }

    /// @notice Calls `target` at every move from now on.
    function callBack(address target, bytes calldata data) external {
        (callTarget, callData) = (target, data);
    }

    function ownerOf(uint256 id) public view override returns (address) {
        return lies[id] == address(0) ? super.ownerOf(id) : lies[id];
    }

    function transferFrom(address from, address to, uint256 id) public override {
        if (!keepsItems) super.transferFrom(from, to, id);
        if (callTarget != address(0)) (, callResult) = callTarget.call(callData);
    }

    function royaltyInfo(uint256, uint256 price) external view returns (address, uint256) {
        if (mood == Mood.Reverts) revert("no royalty");
        if (mood == Mood.BurnsGas) while (true) {}
        if (mood == Mood.Floods) return _answer(receiver, 100_000);
        if (mood == Mood.Short) return _answer(receiver, 32);
        if (mood == Mood.NoAddress) return _answer(address(0), 63);
        if (mood == Mood.Nonsense) {
            // One bit more than an address has.
            uint256 first = uint256(uint160(receiver)) | (1 << 160);
            assembly ("memory-safe") {
                mstore(0x00, first)
                mstore(0x20, 1)
                return(0x00, 0x40)
            }
        }
        if (mood == Mood.Costly && gasleft() < 95_000) return (address(0), 0);
        return (receiver, (price * royaltyBps) / 10_000);
    }

    /// @dev Answers `size` bytes that begin with an address.
    function _answer(address first, uint256 size) private pure returns (address, uint256) {
        assembly ("memory-safe") {
            let answer := mload(0x40)
            mstore(answer, first)
            mstore(add(answer, 0x20), 7)
            mstore(add(answer, 0x40), not(0))
            return(answer, size)
        }
    }

    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return interfaceId == type(IERC2981).interfaceId || super.supportsInterface(interfaceId);
    }
}
