import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const source = (path: string): string => resolve(import.meta.dirname, 'src', path);

/**
 * Targets lie inside what the declared Electron and the fallback both offer. Packages under `dependencies` hold native
 * code and stay outside the bundles; the rest goes in. Main and workers are entries of one folder, so they find each
 * other beside `import.meta.dirname` in every kind of build.
 */
export default defineConfig({
  main: {
    build: {
      target: 'node20.18',
      rolldownOptions: {
        input: {
          index: source('main/index.ts'),
          supervisor: source('workers/supervisor-entry.ts'),
          compute: source('workers/compute-entry.ts'),
          maintenance: source('workers/maintenance-entry.ts'),
        },
        // Chunks lie beside the entries, so that `import.meta.dirname` is the same folder wherever code ends up.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload must be one CommonJS file.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: source('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: source('renderer'),
    build: {
      target: 'chrome130',
      rolldownOptions: { input: { index: source('renderer/index.html') } },
    },
    plugins: [react()],
  },
});
