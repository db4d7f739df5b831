// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";
import {ERC165Checker} from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IERC4907} from "../interfaces/IERC4907.sol";
import {IRentalWrapper} from "../interfaces/IRentalWrapper.sol";
import {LaneLib} from "../lanes/LaneLib.sol";
import {PassThrough} from "./PassThrough.sol";

/// @title RentalWrapper
/// @notice Wraps items of a plain ERC-721, one for one and with the same ids, into rentable ones.
/// @dev USERS KEEP THEIR TIME. ERC-4907 lets an owner replace a user at will; here it can't before the second after the
/// user's last one, nor by a sale, nor by unwrapping. So what was paid for a rental is safe in any market.
/// @dev CUSTODY. Items are at the purse of the lane of who first got the wrapped one, so that wrapping writes no common
/// balance. Items sent here without `wrap` are not found.
/// @dev COLLECTION REQUIREMENTS. The collection must not burn or move items of others; it is checked after each move.
/// @dev ROLES. None.
contract RentalWrapper is IRentalWrapper, ERC721, PassThrough, ReentrancyGuardTransient {
    /// @dev One slot. 40 bits of time last 34,000 years.
    struct Use {
        address user;
        uint40 expires;
        uint8 lane;
    }

    /// @inheritdoc IRentalWrapper
    IERC721 public immutable collection;

    /// @notice The number of lanes.
    uint256 public immutable lanes;

    mapping(uint256 id => Use) private _uses;

    constructor(
        IERC721 collection_,
        string memory name_,
        string memory symbol_,
        uint256 lanes_
    ) ERC721(name_, symbol_) {
        LaneLib.createPurses(lanes_);
        lanes = lanes_;
        collection = collection_;
        require(
            ERC165Checker.supportsInterface(address(collection_), type(IERC721).interfaceId),
            NotACollection(address(collection_))
        );
    }

    /* VIEWS */

    /// @inheritdoc IERC4907
    function userOf(uint256 id) public view returns (address) {
        Use memory use = _uses[id];
        return block.timestamp <= use.expires ? use.user : address(0);
    }

    /// @inheritdoc IERC4907
    function userExpires(uint256 id) external view returns (uint256) {
        return _uses[id].expires;
    }

    /// @inheritdoc IERC721Metadata
    function tokenURI(uint256 id) public view override(ERC721, IERC721Metadata) returns (string memory) {
        _requireOwned(id);
        return _tokenUri(id);
    }

    /// @inheritdoc IERC2981
    function royaltyInfo(uint256 id, uint256 price) external view returns (address receiver, uint256 amount) {
        return _royaltyInfo(id, price);
    }

    function supportsInterface(bytes4 interfaceId) public view override(ERC721, IERC165) returns (bool) {
        return
            interfaceId == type(IERC4907).interfaceId ||
            interfaceId == type(IERC2981).interfaceId ||
            interfaceId == type(IRentalWrapper).interfaceId ||
            super.supportsInterface(interfaceId);
    }

    /* HOLDER */

    /// @inheritdoc IRentalWrapper
    function wrap(uint256[] calldata ids, address to) external nonReentrant {
        require(ids.length != 0, NoItems());
        uint256 lane = LaneLib.laneOf(to, lanes);
        address purse = address(LaneLib.purseOf(lane));
        for (uint256 i = 0; i < ids.length; ++i) {
            _mint(to, ids[i]);
            // A lane is below 64.
            _uses[ids[i]].lane = uint8(lane);
            collection.transferFrom(msg.sender, purse, ids[i]);
            _requireOwner(ids[i], purse);
        }
        emit Wrap(msg.sender, to, ids);
    }

    /// @inheritdoc IRentalWrapper
    function unwrap(uint256[] calldata ids, address to) external nonReentrant {
        require(ids.length != 0, NoItems());
        for (uint256 i = 0; i < ids.length; ++i) {
            uint256 id = ids[i];
            _checkAuthorized(_ownerOf(id), msg.sender, id);
            Use memory use = _uses[id];
            require(userOf(id) == address(0), ItemInUse(id, use.user, use.expires));
            _burn(id);
            delete _uses[id];
            LaneLib.purseOf(use.lane).payNft(collection, to, id);
            _requireOwner(id, to);
        }
        emit Unwrap(msg.sender, to, ids);
    }

    /// @inheritdoc IERC4907
    /// @dev Owner or approved only. A user whose time is not over can only be given more.
    function setUser(uint256 id, address user, uint64 expires) external {
        _checkAuthorized(_ownerOf(id), msg.sender, id);
        require(expires <= type(uint40).max, ExpiryTooFar(expires));
        Use memory use = _uses[id];
        bool isFree = userOf(id) == address(0);
        require(isFree || (user == use.user && expires >= use.expires), ItemInUse(id, use.user, use.expires));
        _uses[id] = Use(user, uint40(expires), use.lane);
        emit UpdateUser(id, user, expires);
    }

    function _requireOwner(uint256 id, address expected) private view {
        address owner = collection.ownerOf(id);
        require(owner == expected, ItemNotMoved(id, expected, owner));
    }

    function _items() internal view override returns (IERC721) {
        return collection;
    }
}
