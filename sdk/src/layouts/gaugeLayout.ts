// Written by scripts/codegen.ts from contracts/gauges/Gauge.sol.
export const gaugeLayout = {
  "storage": [
    {
      "label": "_name",
      "type": "t_string_storage",
      "slot": "0"
    },
    {
      "label": "_symbol",
      "type": "t_string_storage",
      "slot": "1"
    },
    {
      "label": "_owners",
      "type": "t_mapping(t_uint256,t_address)",
      "slot": "2"
    },
    {
      "label": "_balances",
      "type": "t_mapping(t_address,t_uint256)",
      "slot": "3"
    },
    {
      "label": "_tokenApprovals",
      "type": "t_mapping(t_uint256,t_address)",
      "slot": "4"
    },
    {
      "label": "_operatorApprovals",
      "type": "t_mapping(t_address,t_mapping(t_address,t_bool))",
      "slot": "5"
    },
    {
      "label": "_authority",
      "type": "t_address",
      "slot": "6"
    },
    {
      "label": "_consumingSchedule",
      "type": "t_bool",
      "slot": "6"
    },
    {
      "label": "_open",
      "type": "t_struct(Open)_storage",
      "slot": "7"
    },
    {
      "label": "_rewards",
      "type": "t_array(t_struct(Reward)_storage)_storage",
      "slot": "8"
    },
    {
      "label": "_lanes",
      "type": "t_mapping(t_uint256,t_struct(LaneStake)_storage)",
      "slot": "32"
    },
    {
      "label": "_positions",
      "type": "t_mapping(t_uint256,t_struct(Position)_storage)",
      "slot": "33"
    },
    {
      "label": "_counters",
      "type": "t_mapping(t_address,t_uint256)",
      "slot": "34"
    }
  ],
  "types": {
    "t_address": {
      "encoding": "inplace",
      "numberOfBytes": "20"
    },
    "t_array(t_struct(Reward)_storage)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "768",
      "base": "t_struct(Reward)_storage"
    },
    "t_array(t_uint256)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "128",
      "base": "t_uint256"
    },
    "t_bool": {
      "encoding": "inplace",
      "numberOfBytes": "1"
    },
    "t_contract(IERC20)": {
      "encoding": "inplace",
      "numberOfBytes": "20"
    },
    "t_enum(Payout)": {
      "encoding": "inplace",
      "numberOfBytes": "1"
    },
    "t_int128": {
      "encoding": "inplace",
      "numberOfBytes": "16"
    },
    "t_int144": {
      "encoding": "inplace",
      "numberOfBytes": "18"
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
    "t_mapping(t_address,t_uint256)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_address",
      "value": "t_uint256"
    },
    "t_mapping(t_uint256,t_address)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_uint256",
      "value": "t_address"
    },
    "t_mapping(t_uint256,t_struct(LaneStake)_storage)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_uint256",
      "value": "t_struct(LaneStake)_storage"
    },
    "t_mapping(t_uint256,t_struct(Mark)_storage)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_uint256",
      "value": "t_struct(Mark)_storage"
    },
    "t_mapping(t_uint256,t_struct(Position)_storage)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_uint256",
      "value": "t_struct(Position)_storage"
    },
    "t_mapping(t_uint256,t_uint256)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_uint256",
      "value": "t_uint256"
    },
    "t_string_storage": {
      "encoding": "bytes",
      "numberOfBytes": "32"
    },
    "t_struct(LaneStake)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "32",
      "members": [
        {
          "type": "t_uint112",
          "slot": "0"
        },
        {
          "type": "t_int144",
          "slot": "0"
        }
      ]
    },
    "t_struct(Mark)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "64",
      "members": [
        {
          "type": "t_uint256",
          "slot": "0"
        },
        {
          "type": "t_uint256",
          "slot": "1"
        }
      ]
    },
    "t_struct(Open)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "32",
      "members": [
        {
          "type": "t_uint32",
          "slot": "0"
        },
        {
          "type": "t_uint40",
          "slot": "0"
        },
        {
          "type": "t_uint8",
          "slot": "0"
        },
        {
          "type": "t_bool",
          "slot": "0"
        }
      ]
    },
    "t_struct(Position)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "192",
      "members": [
        {
          "type": "t_struct(PositionStake)_storage",
          "slot": "0"
        },
        {
          "type": "t_struct(Preference)_storage",
          "slot": "1"
        },
        {
          "type": "t_array(t_uint256)_storage",
          "slot": "2"
        }
      ]
    },
    "t_struct(PositionStake)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "32",
      "members": [
        {
          "type": "t_uint96",
          "slot": "0"
        },
        {
          "type": "t_uint32",
          "slot": "0"
        },
        {
          "type": "t_int128",
          "slot": "0"
        }
      ]
    },
    "t_struct(Preference)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "32",
      "members": [
        {
          "type": "t_address",
          "slot": "0"
        },
        {
          "type": "t_enum(Payout)",
          "slot": "0"
        },
        {
          "type": "t_uint8",
          "slot": "0"
        },
        {
          "type": "t_uint16",
          "slot": "0"
        }
      ]
    },
    "t_struct(Reward)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "192",
      "members": [
        {
          "type": "t_contract(IERC20)",
          "slot": "0"
        },
        {
          "type": "t_uint32",
          "slot": "0"
        },
        {
          "type": "t_struct(Stream)_storage",
          "slot": "1"
        },
        {
          "type": "t_mapping(t_uint256,t_struct(Mark)_storage)",
          "slot": "4"
        },
        {
          "type": "t_mapping(t_uint256,t_uint256)",
          "slot": "5"
        }
      ]
    },
    "t_struct(Stream)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "96",
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
          "type": "t_uint40",
          "slot": "0"
        },
        {
          "type": "t_uint256",
          "slot": "1"
        },
        {
          "type": "t_uint256",
          "slot": "2"
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
    "t_uint16": {
      "encoding": "inplace",
      "numberOfBytes": "2"
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
    },
    "t_uint96": {
      "encoding": "inplace",
      "numberOfBytes": "12"
    }
  }
} as const;
