// Written by scripts/codegen.ts from contracts/keeper/Executor.sol.
export const executorLayout = {
  "storage": [
    {
      "label": "_authority",
      "type": "t_address",
      "slot": "0"
    },
    {
      "label": "_consumingSchedule",
      "type": "t_bool",
      "slot": "0"
    },
    {
      "label": "executed",
      "type": "t_mapping(t_bytes32,t_bool)",
      "slot": "1"
    },
    {
      "label": "allowed",
      "type": "t_mapping(t_address,t_mapping(t_bytes4,t_bool))",
      "slot": "2"
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
    "t_mapping(t_address,t_mapping(t_bytes4,t_bool))": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_address",
      "value": "t_mapping(t_bytes4,t_bool)"
    },
    "t_mapping(t_bytes32,t_bool)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_bytes32",
      "value": "t_bool"
    },
    "t_mapping(t_bytes4,t_bool)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_bytes4",
      "value": "t_bool"
    }
  }
} as const;
