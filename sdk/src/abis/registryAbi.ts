// Written by scripts/codegen.ts from contracts/interfaces/IRegistry.sol.
export const registryAbi = [
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "instance",
        "type": "address"
      },
      {
        "internalType": "enum Kind",
        "name": "kind",
        "type": "uint8"
      }
    ],
    "name": "CannotRegister",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "enum Kind",
        "name": "kind",
        "type": "uint8"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "instance",
        "type": "address"
      }
    ],
    "name": "Register",
    "type": "event"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "instance",
        "type": "address"
      }
    ],
    "name": "kindOf",
    "outputs": [
      {
        "internalType": "enum Kind",
        "name": "",
        "type": "uint8"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "enum Kind",
        "name": "kind",
        "type": "uint8"
      },
      {
        "internalType": "address[]",
        "name": "instances",
        "type": "address[]"
      }
    ],
    "name": "register",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  }
] as const;
