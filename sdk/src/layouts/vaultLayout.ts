// Written by scripts/codegen.ts from contracts/vaults/Vault.sol.
export const vaultLayout = {
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
      "label": "_authority",
      "type": "t_address",
      "slot": "2"
    },
    {
      "label": "_consumingSchedule",
      "type": "t_bool",
      "slot": "2"
    },
    {
      "label": "_words",
      "type": "t_array(t_uint256)_storage",
      "slot": "3"
    },
    {
      "label": "_wideWords",
      "type": "t_array(t_uint256)_storage",
      "slot": "67"
    },
    {
      "label": "_rate",
      "type": "t_struct(Rate)_storage",
      "slot": "131"
    },
    {
      "label": "_settings",
      "type": "t_struct(VaultSettings)_storage",
      "slot": "133"
    },
    {
      "label": "_pendingLimits",
      "type": "t_struct(PendingLimits)_storage",
      "slot": "135"
    },
    {
      "label": "_buffer",
      "type": "t_uint256",
      "slot": "136"
    },
    {
      "label": "_highWater",
      "type": "t_struct(HighWater)_storage",
      "slot": "137"
    },
    {
      "label": "_moveLoss",
      "type": "t_struct(MoveLoss)_storage",
      "slot": "138"
    },
    {
      "label": "_order",
      "type": "t_array(t_address)dyn_storage",
      "slot": "139"
    },
    {
      "label": "_strategies",
      "type": "t_mapping(t_address,t_struct(Strategy)_storage)",
      "slot": "140"
    },
    {
      "label": "_abdicated",
      "type": "t_mapping(t_bytes4,t_bool)",
      "slot": "141"
    },
    {
      "label": "_nameFallback",
      "type": "t_string_storage",
      "slot": "142"
    },
    {
      "label": "_versionFallback",
      "type": "t_string_storage",
      "slot": "143"
    },
    {
      "label": "_nonces",
      "type": "t_mapping(t_address,t_uint256)",
      "slot": "144"
    },
    {
      "label": "_name",
      "type": "t_string_storage",
      "slot": "145"
    },
    {
      "label": "_symbol",
      "type": "t_string_storage",
      "slot": "146"
    }
  ],
  "types": {
    "t_address": {
      "encoding": "inplace",
      "numberOfBytes": "20"
    },
    "t_array(t_address)dyn_storage": {
      "encoding": "dynamic_array",
      "numberOfBytes": "32",
      "base": "t_address"
    },
    "t_array(t_uint256)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "2048",
      "base": "t_uint256"
    },
    "t_bool": {
      "encoding": "inplace",
      "numberOfBytes": "1"
    },
    "t_bytes4": {
      "encoding": "inplace",
      "numberOfBytes": "4"
    },
    "t_int128": {
      "encoding": "inplace",
      "numberOfBytes": "16"
    },
    "t_mapping(t_address,t_mapping(t_address,t_uint256))": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_address",
      "value": "t_mapping(t_address,t_uint256)"
    },
    "t_mapping(t_address,t_struct(Strategy)_storage)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_address",
      "value": "t_struct(Strategy)_storage"
    },
    "t_mapping(t_address,t_uint256)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_address",
      "value": "t_uint256"
    },
    "t_mapping(t_bytes4,t_bool)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_bytes4",
      "value": "t_bool"
    },
    "t_string_storage": {
      "encoding": "bytes",
      "numberOfBytes": "32"
    },
    "t_struct(HighWater)_storage": {
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
        }
      ]
    },
    "t_struct(MoveLoss)_storage": {
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
        }
      ]
    },
    "t_struct(PendingLimits)_storage": {
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
          "type": "t_uint40",
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
    "t_struct(Strategy)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "64",
      "members": [
        {
          "type": "t_uint128",
          "slot": "0"
        },
        {
          "type": "t_int128",
          "slot": "0"
        },
        {
          "type": "t_uint64",
          "slot": "1"
        },
        {
          "type": "t_bool",
          "slot": "1"
        }
      ]
    },
    "t_struct(VaultSettings)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "64",
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
          "type": "t_uint32",
          "slot": "0"
        },
        {
          "type": "t_uint32",
          "slot": "0"
        },
        {
          "type": "t_address",
          "slot": "1"
        },
        {
          "type": "t_uint64",
          "slot": "1"
        },
        {
          "type": "t_uint32",
          "slot": "1"
        }
      ]
    },
    "t_uint128": {
      "encoding": "inplace",
      "numberOfBytes": "16"
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
    }
  }
} as const;
