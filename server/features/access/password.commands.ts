import { hash, verify } from "@node-rs/argon2";
import { newSecret } from "../../platform/ids/ids.ts";

/** Argon2id (the library's own choice of algorithm) with the least memory and passes that OWASP asks for. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** What is stored of a password. One typed on another keyboard or system gives the same. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), cost);
}

let decoy: Promise<string> | undefined;

/** Whether the password is right. Without a hash it takes as long and is wrong: who has an account cannot be told by the clock. */
export async function isRightPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword(newSecret());
  const isSame = await verify(passwordHash ?? (await decoy), password.normalize("NFKC"));
  return isSame && passwordHash !== null;
}
