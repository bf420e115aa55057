/** For the `default` of an exhaustive switch: compiles only when every case is handled. */
export function assertNever(value: never, what: string): never {
  throw new Error(`Unexpected ${what}: ${JSON.stringify(value)}`);
}
