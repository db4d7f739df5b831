// Written by scripts/codegen.ts from contracts/pools/Pool.sol.
export const poolLayout = {
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
      "label": "_nameFallback",
      "type": "t_string_storage",
      "slot": "5"
    },
    {
      "label": "_versionFallback",
      "type": "t_string_storage",
      "slot": "6"
    },
    {
      "label": "_nonces",
      "type": "t_mapping(t_address,t_uint256)",
      "slot": "7"
    },
    {
      "label": "_reserves",
      "type": "t_struct(Reserves)_storage",
      "slot": "8"
    },
    {
      "label": "_accumulator",
      "type": "t_struct(Accumulator)_storage",
      "slot": "9"
    },
    {
      "label": "_observations",
      "type": "t_array(t_struct(Observation)_storage)_storage",
      "slot": "10"
    }
  ],
  "types": {
    "t_address": {
      "encoding": "inplace",
      "numberOfBytes": "20"
    },
    "t_array(t_struct(Observation)_storage)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "8192",
      "base": "t_struct(Observation)_storage"
    },
    "t_int32": {
      "encoding": "inplace",
      "numberOfBytes": "4"
    },
    "t_int64": {
      "encoding": "inplace",
      "numberOfBytes": "8"
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
    "t_struct(Accumulator)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "32",
      "members": [
        {
          "type": "t_int64",
          "slot": "0"
        },
        {
          "type": "t_uint112",
          "slot": "0"
        },
        {
          "type": "t_uint32",
          "slot": "0"
        },
        {
          "type": "t_uint16",
          "slot": "0"
        }
      ]
    },
    "t_struct(Observation)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "32",
      "members": [
        {
          "type": "t_uint32",
          "slot": "0"
        },
        {
          "type": "t_uint32",
          "slot": "0"
        },
        {
          "type": "t_int32",
          "slot": "0"
        },
        {
          "type": "t_int64",
          "slot": "0"
        }
      ]
    },
    "t_struct(Reserves)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "32",
      "members": [
        {
          "type": "t_uint112",
          "slot": "0"
        },
        {
          "type": "t_uint112",
          "slot": "0"
        },
        {
          "type": "t_uint32",
          "slot": "0"
        }
      ]
    },
    "t_uint112": {
      "encoding": "inplace",
      "numberOfBytes": "14"
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
    }
  }
} as const;
