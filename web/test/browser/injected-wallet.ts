import type { Page } from "playwright-core";
import {
  createPublicClient,
  createWalletClient,
  type Hex,
  hexToBigInt,
  http,
  type LocalAccount,
  numberToHex,
  type TypedDataDefinition,
} from "viem";

interface TransactionRequest {
  to?: Hex;
  data?: Hex;
  value?: Hex;
  gas?: Hex;
}

/** The name by which the wallet announces itself. */
export const WALLET_NAME = "Test Wallet";

export interface WalletOptions {
  /** Something that happens elsewhere between the person's confirmation and the transaction. */
  beforeSend?: () => Promise<void>;
}

/**
 * Gives a page a wallet that announces itself by EIP-6963 and signs with `account` without asking.
 *
 * What it doesn't answer itself goes to the node at `rpcUrl`.
 */
export async function injectWallet(
  page: Page,
  account: LocalAccount,
  rpcUrl: string,
  { beforeSend }: WalletOptions = {},
): Promise<void> {
  const transport = http(rpcUrl);
  const node = createPublicClient({ transport });
  const chainId = await node.getChainId();
  const signer = createWalletClient({ account, transport });

  // Like any wallet, it names no account to a page that never asked.
  let authorised = false;

  async function answer(method: string, params: unknown[]): Promise<unknown> {
    switch (method) {
      case "eth_requestAccounts":
        authorised = true;
        return [account.address];
      case "eth_accounts":
        return authorised ? [account.address] : [];
      case "eth_chainId":
        return numberToHex(chainId);
      case "wallet_switchEthereumChain":
      case "wallet_revokePermissions":
        return null;
      case "eth_signTypedData_v4":
        return account.signTypedData(JSON.parse(params[1] as string) as TypedDataDefinition);
      case "eth_sendTransaction": {
        const { to, data, value, gas } = params[0] as TransactionRequest;
        await beforeSend?.();
        return signer.sendTransaction({
          chain: null,
          to: to ?? null,
          ...(data && { data }),
          ...(value && { value: hexToBigInt(value) }),
          ...(gas && { gas: hexToBigInt(gas) }),
        });
      }
      default:
        return node.request({ method, params } as Parameters<typeof node.request>[0]);
    }
  }

  await page.exposeFunction("testWalletRequest", async (method: string, params: unknown[]) => {
    try {
      return { result: await answer(method, params) };
    } catch (error) {
      const { code, message } = error as { code?: number; message: string };
      return { error: { code: code ?? -32_603, message } };
    }
  });

  await page.addInitScript((name) => {
    type Answer = { result?: unknown; error?: { code: number; message: string } };
    const host = window as unknown as {
      testWalletRequest(method: string, params: unknown[]): Promise<Answer>;
    };
    const provider = {
      async request({ method, params = [] }: { method: string; params?: unknown[] }) {
        const { result, error } = await host.testWalletRequest(method, params);
        if (error) throw Object.assign(new Error(error.message), { code: error.code });
        return result;
      },
      on() {},
      removeListener() {},
    };
    const info = {
      uuid: "6f0c3b9e-8d0b-4d6a-9d57-1f5b7c0f9a11",
      name,
      rdns: "test.wallet",
      icon: "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E",
    };
    const announce = () =>
      window.dispatchEvent(
        new CustomEvent("eip6963:announceProvider", { detail: Object.freeze({ info, provider }) }),
      );
    window.addEventListener("eip6963:requestProvider", announce);
    announce();
  }, WALLET_NAME);
}
