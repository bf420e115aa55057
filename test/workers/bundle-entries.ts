import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

export interface BundledEntries {
  /** Path of the JavaScript file made from an entry. */
  path(name: string): string;
  remove(): Promise<void>;
}

/** Threads and processes of a test need JavaScript files: bundles TypeScript entries (name → path from test/workers). */
export async function bundleEntries(entries: Record<string, string>): Promise<BundledEntries> {
  const folder = await mkdtemp(join(tmpdir(), 'tradewind-entries-'));
  const input = Object.fromEntries(
    Object.entries(entries).map(([name, path]) => [name, join(import.meta.dirname, path)]),
  );
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      target: 'node20.18',
      minify: false,
      rolldownOptions: {
        // Native, and not needed by what these tests run.
        external: [/^@duckdb\//],
        input,
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
  return {
    path: (name) => join(folder, `${name}.mjs`),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
