// Written by scripts/codegen.ts from contracts/lending/Market.sol.
export const marketLayout = {
  "storage": [
    {
      "label": "_balances",
      "type": "t_mapping(t_address,t_uint256)",
      "slot": "0"
    },
    {
      "label": "_allowances",
      "type": "t_mapping(t_address,t_mapping(t_address,t_uint256))",
      "slot": "1"
    },
    {
      "label": "_nameFallback",
      "type": "t_string_storage",
      "slot": "2"
    },
    {
      "label": "_versionFallback",
      "type": "t_string_storage",
      "slot": "3"
    },
    {
      "label": "_nonces",
      "type": "t_mapping(t_address,t_uint256)",
      "slot": "4"
    },
    {
      "label": "_name",
      "type": "t_string_storage",
      "slot": "5"
    },
    {
      "label": "_symbol",
      "type": "t_string_storage",
      "slot": "6"
    },
    {
      "label": "_lanes",
      "type": "t_mapping(t_uint256,t_struct(Lane)_storage)",
      "slot": "7"
    },
    {
      "label": "_authority",
      "type": "t_address",
      "slot": "8"
    },
    {
      "label": "_consumingSchedule",
      "type": "t_bool",
      "slot": "8"
    },
    {
      "label": "_rate",
      "type": "t_struct(Rate)_storage",
      "slot": "9"
    },
    {
      "label": "_index",
      "type": "t_struct(BorrowIndex)_storage",
      "slot": "11"
    },
    {
      "label": "_model",
      "type": "t_struct(RateModel)_storage",
      "slot": "12"
    },
    {
      "label": "_settings",
      "type": "t_struct(MarketSettings)_storage",
      "slot": "13"
    },
    {
      "label": "_epoch",
      "type": "t_struct(Epoch)_storage",
      "slot": "15"
    },
    {
      "label": "_cash",
      "type": "t_mapping(t_uint256,t_struct(Timed)_storage)",
      "slot": "19"
    },
    {
      "label": "_debts",
      "type": "t_mapping(t_uint256,t_struct(Timed)_storage)",
      "slot": "20"
    },
    {
      "label": "_caps",
      "type": "t_mapping(t_uint256,t_struct(LaneCaps)_storage)",
      "slot": "21"
    },
    {
      "label": "_positions",
      "type": "t_mapping(t_address,t_struct(Position)_storage)",
      "slot": "22"
    },
    {
      "label": "isAuthorized",
      "type": "t_mapping(t_address,t_mapping(t_address,t_bool))",
      "slot": "23"
    }
  ],
  "types": {
    "t_address": {
      "encoding": "inplace",
      "numberOfBytes": "20"
    },
    "t_bool": {
      "encoding": "inplace",
      "numberOfBytes": "1"
    },
    "t_int128": {
      "encoding": "inplace",
      "numberOfBytes": "16"
    },
    "t_mapping(t_address,t_bool)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_address",
      "value": "t_bool"
    },
    "t_mapping(t_address,t_mapping(t_address,t_bool))": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_address",
      "value": "t_mapping(t_address,t_bool)"
    },
    "t_mapping(t_address,t_mapping(t_address,t_uint256))": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_address",
      "value": "t_mapping(t_address,t_uint256)"
    },
    "t_mapping(t_address,t_struct(Position)_storage)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_address",
      "value": "t_struct(Position)_storage"
    },
    "t_mapping(t_address,t_uint256)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_address",
      "value": "t_uint256"
    },
    "t_mapping(t_uint256,t_struct(Lane)_storage)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_uint256",
      "value": "t_struct(Lane)_storage"
    },
    "t_mapping(t_uint256,t_struct(LaneCaps)_storage)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_uint256",
      "value": "t_struct(LaneCaps)_storage"
    },
    "t_mapping(t_uint256,t_struct(Timed)_storage)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_uint256",
      "value": "t_struct(Timed)_storage"
    },
    "t_string_storage": {
      "encoding": "bytes",
      "numberOfBytes": "32"
    },
    "t_struct(BorrowIndex)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "32",
      "members": [
        {
          "type": "t_uint128",
          "slot": "0"
        },
        {
          "type": "t_uint40",
          "slot": "0"
        },
        {
          "type": "t_uint72",
          "slot": "0"
        },
        {
          "type": "t_bool",
          "slot": "0"
        },
        {
          "type": "t_bool",
          "slot": "0"
        }
      ]
    },
    "t_struct(Epoch)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "128",
      "members": [
        {
          "type": "t_uint256",
          "slot": "0"
        },
        {
          "type": "t_uint256",
          "slot": "1"
        },
        {
          "type": "t_uint256",
          "slot": "2"
        },
        {
          "type": "t_uint40",
          "slot": "3"
        },
        {
          "type": "t_uint64",
          "slot": "3"
        }
      ]
    },
    "t_struct(Lane)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "32",
      "members": [
        {
          "type": "t_int128",
          "slot": "0"
        },
        {
          "type": "t_uint128",
          "slot": "0"
        }
      ]
    },
    "t_struct(LaneCaps)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "32",
      "members": [
        {
          "type": "t_int128",
          "slot": "0"
        },
        {
          "type": "t_uint128",
          "slot": "0"
        }
      ]
    },
    "t_struct(MarketSettings)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "64",
      "members": [
        {
          "type": "t_uint128",
          "slot": "0"
        },
        {
          "type": "t_uint128",
          "slot": "0"
        },
        {
          "type": "t_address",
          "slot": "1"
        },
        {
          "type": "t_uint64",
          "slot": "1"
        }
      ]
    },
    "t_struct(Position)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "32",
      "members": [
        {
          "type": "t_uint128",
          "slot": "0"
        },
        {
          "type": "t_uint128",
          "slot": "0"
        }
      ]
    },
    "t_struct(Rate)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "64",
      "members": [
        {
          "type": "t_uint128",
          "slot": "0"
        },
        {
          "type": "t_uint40",
          "slot": "0"
        },
        {
          "type": "t_uint32",
          "slot": "0"
        },
        {
          "type": "t_bool",
          "slot": "0"
        },
        {
          "type": "t_uint128",
          "slot": "1"
        }
      ]
    },
    "t_struct(RateModel)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "32",
      "members": [
        {
          "type": "t_uint64",
          "slot": "0"
        },
        {
          "type": "t_uint64",
          "slot": "0"
        },
        {
          "type": "t_uint64",
          "slot": "0"
        },
        {
          "type": "t_uint64",
          "slot": "0"
        }
      ]
    },
    "t_struct(Timed)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "32",
      "members": [
        {
          "type": "t_uint112",
          "slot": "0"
        },
        {
          "type": "t_uint144",
          "slot": "0"
        }
      ]
    },
    "t_uint112": {
      "encoding": "inplace",
      "numberOfBytes": "14"
    },
    "t_uint128": {
      "encoding": "inplace",
      "numberOfBytes": "16"
    },
    "t_uint144": {
      "encoding": "inplace",
      "numberOfBytes": "18"
    },
    "t_uint256": {
      "encoding": "inplace",
      "numberOfBytes": "32"
    },
    "t_uint32": {
      "encoding": "inplace",
      "numberOfBytes": "4"
    },
    "t_uint40": {
      "encoding": "inplace",
      "numberOfBytes": "5"
    },
    "t_uint64": {
      "encoding": "inplace",
      "numberOfBytes": "8"
    },
    "t_uint72": {
      "encoding": "inplace",
      "numberOfBytes": "9"
    }
  }
} as const;
