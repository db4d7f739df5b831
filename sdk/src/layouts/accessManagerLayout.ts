// Written by scripts/codegen.ts from @openzeppelin/contracts/access/manager/AccessManager.sol.
export const accessManagerLayout = {
  "storage": [
    {
      "label": "_targets",
      "type": "t_mapping(t_address,t_struct(TargetConfig)_storage)",
      "slot": "0"
    },
    {
      "label": "_roles",
      "type": "t_mapping(t_uint64,t_struct(Role)_storage)",
      "slot": "1"
    },
    {
      "label": "_schedules",
      "type": "t_mapping(t_bytes32,t_struct(Schedule)_storage)",
      "slot": "2"
    },
    {
      "label": "_executionId",
      "type": "t_bytes32",
      "slot": "3"
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
    "t_bytes32": {
      "encoding": "inplace",
      "numberOfBytes": "32"
    },
    "t_bytes4": {
      "encoding": "inplace",
      "numberOfBytes": "4"
    },
    "t_mapping(t_address,t_struct(Access)_storage)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_address",
      "value": "t_struct(Access)_storage"
    },
    "t_mapping(t_address,t_struct(TargetConfig)_storage)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_address",
      "value": "t_struct(TargetConfig)_storage"
    },
    "t_mapping(t_bytes32,t_struct(Schedule)_storage)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_bytes32",
      "value": "t_struct(Schedule)_storage"
    },
    "t_mapping(t_bytes4,t_uint64)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_bytes4",
      "value": "t_uint64"
    },
    "t_mapping(t_uint64,t_struct(Role)_storage)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_uint64",
      "value": "t_struct(Role)_storage"
    },
    "t_struct(Access)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "32",
      "members": [
        {
          "type": "t_uint48",
          "slot": "0"
        },
        {
          "type": "t_userDefinedValueType(Delay)",
          "slot": "0"
        }
      ]
    },
    "t_struct(Role)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "64",
      "members": [
        {
          "type": "t_mapping(t_address,t_struct(Access)_storage)",
          "slot": "0"
        },
        {
          "type": "t_uint64",
          "slot": "1"
        },
        {
          "type": "t_uint64",
          "slot": "1"
        },
        {
          "type": "t_userDefinedValueType(Delay)",
          "slot": "1"
        }
      ]
    },
    "t_struct(Schedule)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "32",
      "members": [
        {
          "type": "t_uint48",
          "slot": "0"
        },
        {
          "type": "t_uint32",
          "slot": "0"
        }
      ]
    },
    "t_struct(TargetConfig)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "64",
      "members": [
        {
          "type": "t_mapping(t_bytes4,t_uint64)",
          "slot": "0"
        },
        {
          "type": "t_userDefinedValueType(Delay)",
          "slot": "1"
        },
        {
          "type": "t_bool",
          "slot": "1"
        }
      ]
    },
    "t_uint32": {
      "encoding": "inplace",
      "numberOfBytes": "4"
    },
    "t_uint48": {
      "encoding": "inplace",
      "numberOfBytes": "6"
    },
    "t_uint64": {
      "encoding": "inplace",
      "numberOfBytes": "8"
    },
    "t_userDefinedValueType(Delay)": {
      "encoding": "inplace",
      "numberOfBytes": "14"
    }
  }
} as const;
