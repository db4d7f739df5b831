// Written by scripts/codegen.ts from contracts/nfts/NftVault.sol.
export const nftVaultLayout = {
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
      "label": "gauge",
      "type": "t_contract(IGauge)",
      "slot": "9"
    },
    {
      "label": "_state",
      "type": "t_struct(NftVaultState)_storage",
      "slot": "10"
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
    "t_contract(IGauge)": {
      "encoding": "inplace",
      "numberOfBytes": "20"
    },
    "t_enum(ItemState)": {
      "encoding": "inplace",
      "numberOfBytes": "1"
    },
    "t_int128": {
      "encoding": "inplace",
      "numberOfBytes": "16"
    },
    "t_int176": {
      "encoding": "inplace",
      "numberOfBytes": "22"
    },
    "t_int80": {
      "encoding": "inplace",
      "numberOfBytes": "10"
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
    "t_mapping(t_uint256,t_bool)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_uint256",
      "value": "t_bool"
    },
    "t_mapping(t_uint256,t_struct(Bend)_storage)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_uint256",
      "value": "t_struct(Bend)_storage"
    },
    "t_mapping(t_uint256,t_struct(Deposited)_storage)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_uint256",
      "value": "t_struct(Deposited)_storage"
    },
    "t_mapping(t_uint256,t_struct(Item)_storage)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_uint256",
      "value": "t_struct(Item)_storage"
    },
    "t_mapping(t_uint256,t_struct(ItemList)_storage)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_uint256",
      "value": "t_struct(ItemList)_storage"
    },
    "t_mapping(t_uint256,t_struct(ItemPrice)_storage)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_uint256",
      "value": "t_struct(ItemPrice)_storage"
    },
    "t_mapping(t_uint256,t_struct(Lane)_storage)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_uint256",
      "value": "t_struct(Lane)_storage"
    },
    "t_mapping(t_uint256,t_struct(RentStream)_storage)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_uint256",
      "value": "t_struct(RentStream)_storage"
    },
    "t_mapping(t_uint256,t_struct(ReservedRent)_storage)": {
      "encoding": "mapping",
      "numberOfBytes": "32",
      "key": "t_uint256",
      "value": "t_struct(ReservedRent)_storage"
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
    "t_struct(Bend)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "32",
      "members": [
        {
          "type": "t_int80",
          "slot": "0"
        },
        {
          "type": "t_int176",
          "slot": "0"
        }
      ]
    },
    "t_struct(Deposited)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "32",
      "members": [
        {
          "type": "t_address",
          "slot": "0"
        },
        {
          "type": "t_uint40",
          "slot": "0"
        }
      ]
    },
    "t_struct(Eligibility)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "96",
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
          "type": "t_bytes32",
          "slot": "2"
        }
      ]
    },
    "t_struct(Item)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "32",
      "members": [
        {
          "type": "t_enum(ItemState)",
          "slot": "0"
        },
        {
          "type": "t_bool",
          "slot": "0"
        },
        {
          "type": "t_uint8",
          "slot": "0"
        },
        {
          "type": "t_uint32",
          "slot": "0"
        },
        {
          "type": "t_uint40",
          "slot": "0"
        },
        {
          "type": "t_address",
          "slot": "0"
        }
      ]
    },
    "t_struct(ItemList)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "64",
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
          "type": "t_uint32",
          "slot": "0"
        },
        {
          "type": "t_mapping(t_uint256,t_uint256)",
          "slot": "1"
        }
      ]
    },
    "t_struct(ItemPrice)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "32",
      "members": [
        {
          "type": "t_uint128",
          "slot": "0"
        },
        {
          "type": "t_uint32",
          "slot": "0"
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
    "t_struct(NftVaultState)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "448",
      "members": [
        {
          "type": "t_struct(Settings)_storage",
          "slot": "0"
        },
        {
          "type": "t_struct(RentTerms)_storage",
          "slot": "1"
        },
        {
          "type": "t_struct(Premium)_storage",
          "slot": "2"
        },
        {
          "type": "t_struct(Eligibility)_storage",
          "slot": "3"
        },
        {
          "type": "t_bytes32",
          "slot": "6"
        },
        {
          "type": "t_mapping(t_uint256,t_struct(Item)_storage)",
          "slot": "7"
        },
        {
          "type": "t_mapping(t_uint256,t_struct(Deposited)_storage)",
          "slot": "8"
        },
        {
          "type": "t_mapping(t_uint256,t_struct(ItemPrice)_storage)",
          "slot": "9"
        },
        {
          "type": "t_mapping(t_uint256,t_struct(ReservedRent)_storage)",
          "slot": "10"
        },
        {
          "type": "t_mapping(t_uint256,t_bool)",
          "slot": "11"
        },
        {
          "type": "t_mapping(t_uint256,t_struct(ItemList)_storage)",
          "slot": "12"
        },
        {
          "type": "t_mapping(t_uint256,t_struct(RentStream)_storage)",
          "slot": "13"
        }
      ]
    },
    "t_struct(Premium)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "32",
      "members": [
        {
          "type": "t_uint64",
          "slot": "0"
        },
        {
          "type": "t_uint32",
          "slot": "0"
        },
        {
          "type": "t_uint64",
          "slot": "0"
        }
      ]
    },
    "t_struct(RentStream)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "64",
      "members": [
        {
          "type": "t_uint80",
          "slot": "0"
        },
        {
          "type": "t_int128",
          "slot": "0"
        },
        {
          "type": "t_uint24",
          "slot": "0"
        },
        {
          "type": "t_uint24",
          "slot": "0"
        },
        {
          "type": "t_mapping(t_uint256,t_struct(Bend)_storage)",
          "slot": "1"
        }
      ]
    },
    "t_struct(RentTerms)_storage": {
      "encoding": "inplace",
      "numberOfBytes": "32",
      "members": [
        {
          "type": "t_uint128",
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
          "type": "t_uint64",
          "slot": "0"
        }
      ]
    },
    "t_struct(ReservedRent)_storage": {
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
          "type": "t_uint40",
          "slot": "1"
        },
        {
          "type": "t_uint40",
          "slot": "1"
        }
      ]
    },
    "t_struct(Settings)_storage": {
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
          "type": "t_bool",
          "slot": "0"
        },
        {
          "type": "t_bool",
          "slot": "0"
        },
        {
          "type": "t_bool",
          "slot": "0"
        },
        {
          "type": "t_bool",
          "slot": "0"
        },
        {
          "type": "t_uint32",
          "slot": "0"
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
    "t_uint64": {
      "encoding": "inplace",
      "numberOfBytes": "8"
    },
    "t_uint8": {
      "encoding": "inplace",
      "numberOfBytes": "1"
    },
    "t_uint80": {
      "encoding": "inplace",
      "numberOfBytes": "10"
    }
  }
} as const;
