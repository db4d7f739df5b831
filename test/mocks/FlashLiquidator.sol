// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {ILiquidateCallback, IMarket} from "../../contracts/interfaces/IMarket.sol";

/// @notice A liquidator without funds: it makes the repayment of what it was handed over, or calls back into the market.
contract FlashLiquidator is ILiquidateCallback {
    IMarket public market;
    bytes public payload;
    bool public succeeded;
    bytes public answer;
    uint256 public seized;
    uint256 public priceSeen;

    constructor(IMarket market_) {
        market = market_;
    }

    function arm(bytes calldata payload_) external {
        payload = payload_;
    }

    function liquidate(address borrower, uint256 most, uint256 minSeized, bytes calldata data) external {
        market.liquidate(borrower, most, minSeized, address(this), data);
    }

    function onLiquidate(uint256 repaidAssets, uint256 seizedCollateral, bytes calldata) external {
        seized = seizedCollateral;
        priceSeen = market.unlockedPriceRay();
        if (payload.length != 0) (succeeded, answer) = address(market).call(payload);
        DevnetToken asset = DevnetToken(market.asset());
        asset.mint(address(this), repaidAssets);
        asset.approve(address(market), repaidAssets);
    }
}
