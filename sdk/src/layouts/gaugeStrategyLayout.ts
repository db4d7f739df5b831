// Written by scripts/codegen.ts from contracts/vaults/strategies/GaugeStrategy.sol.
export const gaugeStrategyLayout = {
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
      "label": "_totalSupply",
      "type": "t_uint256",
      "slot": "2"
    },
    {
      "label": "_name",
      "type": "t_string_storage",
      "slot": "3"
    },
    {
      "label": "_symbol",
      "type": "t_string_storage",
      "slot": "4"
    },
    {
      "label": "_authority",
      "type": "t_address",
      "slot": "5"
    },
    {
      "label": "_consumingSchedule",
      "type": "t_bool",
      "slot": "5"
    },
    {
      "label": "position",
      "type": "t_uint256",
      "slot": "6"
    },
    {
      "label": "_rate",
      "type": "t_struct(Rate)_storage",
      "slot": "7"
    },
    {
      "label": "_routes",
      "type": "t_mapping(t_address,t_array(t_struct(Hop)_storage)dyn_storage)",
      "slot": "9"
    }
  ],
  "types": {
    "t_address": {
      "encoding": "inplace",
      "numberOfBytes": "20"
    },
    "t_array(t_struct(Hop)_storage)dyn_storage": {
      "encoding": "dynamic_array",
      "numberOfBytes": "32",
      "base": "t_struct(Hop)_storage"
    },
    "t_bool": {
      "encoding": "inplace",
      "numberOfBytes": "1"
    },
    "t_enum(Curve)": {
      "encoding": "inplace",
      "numberOfBytes": "1"
    },
    "t_mapping(t_address,t_array(t_struct(Hop)_storage)dyn_storage)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_address",
      "value": "t_array(t_struct(Hop)_storage)dyn_storage"
    },
    "t_mapping(t_address,t_mapping(t_address,t_uint256))": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_address",
      "value": "t_mapping(t_address,t_uint256)"
    },
    "t_mapping(t_address,t_uint256)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_address",
      "value": "t_uint256"
    },
    "t_string_storage": {
      "encoding": "bytes",
      "numberOfBytes": "32"
    },
    "t_struct(Hop)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "32",
      "members": [
        {
          "type": "t_address",
          "slot": "0"
        },
        {
          "type": "t_uint24",
          "slot": "0"
        },
        {
          "type": "t_uint8",
          "slot": "0"
        },
        {
          "type": "t_enum(Curve)",
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
    "t_uint128": {
      "encoding": "inplace",
      "numberOfBytes": "16"
    },
    "t_uint24": {
      "encoding": "inplace",
      "numberOfBytes": "3"
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
    "t_uint8": {
      "encoding": "inplace",
      "numberOfBytes": "1"
    }
  }
} as const;
