import { readFileSync } from "node:fs";
import { z } from "zod";
import { ConfigurationError } from "./errors.ts";
import { secretSettings, settingsSchema } from "./settings.ts";

const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

/**
 * Reads a configuration file: a JSON object whose names are those of the variables without their first word, such as
 * `senderBalance` for KEEPER_SENDER_BALANCE.
 *
 * @returns The settings as variables.
 * @throws ConfigurationError that names what is unknown, no plain value, or a secret.
 */
export function readConfigFile(path: string): Record<string, string> {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    const why = cause instanceof SyntaxError ? cause.message : "it cannot be read";
    throw new ConfigurationError(`KEEPER_CONFIG ${path} cannot be used: ${why}.`, { cause });
  }
  const object = z.record(z.string(), z.unknown()).safeParse(json);
  if (!object.success) throw new ConfigurationError(`KEEPER_CONFIG ${path} is not a JSON object.`);

  const settings: Record<string, string> = {};
  const problems: string[] = [];
  for (const [name, given] of Object.entries(object.data)) {
    const variable = variables.get(name);
    const plain = value.safeParse(given);
    if (variable === undefined) problems.push(`there is no setting ${name}`);
    else if (secretSettings.includes(variable)) problems.push(`${name} is a secret: set ${variable} instead`);
    else if (!plain.success) problems.push(`${name} is no text, number, true, false or list of texts`);
    else settings[variable] = Array.isArray(plain.data) ? plain.data.join(",") : String(plain.data);
  }
  if (problems.length > 0) throw new ConfigurationError(`KEEPER_CONFIG ${path}: ${problems.join("; ")}.`);
  return settings;
}

/** The variable of each setting by its name in a file. */
const variables: ReadonlyMap<string, string> = new Map(
  Object.keys(settingsSchema.shape).map((variable) => [fileName(variable), variable]),
);

function fileName(variable: string): string {
  return variable
    .replace(/^(KEEPER|MILLRACE)_/, "")
    .toLowerCase()
    .replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
