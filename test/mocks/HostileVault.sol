// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";

/// @notice An ERC-4626 that misbehaves at a deposit, as told.
contract HostileVault is ERC4626 {
    enum Trick {
        None,
        Revert,
        BurnGas,
        ReturnMegabytes,
        TakeLess,
        TakeMore,
        GiveNoShares,
        CallBack,
        NeedGas
    }

    Trick public trick;
    address public called;
    bytes public payload;
    bool public succeeded;
    uint256 public gasNeeded;
    uint256 public gasSeen;

    error Refused();

    constructor(IERC20 asset_) ERC4626(asset_) ERC20("Hostile vault", "HOST") {}

    function setTrick(Trick trick_) external {
        trick = trick_;
    }

    function setCallBack(address called_, bytes calldata payload_) external {
        (trick, called, payload) = (Trick.CallBack, called_, payload_);
    }

    /// @dev With less than `gasNeeded` left it refuses.
    function setGasNeeded(uint256 gasNeeded_) external {
        (trick, gasNeeded) = (Trick.NeedGas, gasNeeded_);
    }

    function deposit(uint256 assets, address receiver) public override returns (uint256 shares) {
        require(trick != Trick.Revert, Refused());
        if (trick == Trick.NeedGas) {
            uint256 left = gasleft();
            require(left >= gasNeeded, Refused());
            gasSeen = left;
        }
        if (trick == Trick.BurnGas) while (true) {}
        if (trick == Trick.ReturnMegabytes) {
            // As much as the gas can pay for.
            assembly ("memory-safe") {
                revert(0, 150000)
            }
        }
        if (trick == Trick.TakeLess) assets -= 1;
        if (trick == Trick.TakeMore) assets += 1;
        if (trick == Trick.CallBack) (succeeded, ) = called.call(payload);
        shares = super.deposit(assets, receiver);
        if (trick == Trick.GiveNoShares) shares = 0;
    }
}
