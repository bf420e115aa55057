import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const source = (path: string): string => resolve(import.meta.dirname, 'src', path);

export default defineConfig({
  main: {
    build: {
      target: 'node20.18',
      rolldownOptions: {
        input: {
          index: source('main/index.ts'),
          supervisor: source('workers/runtime/entry.ts'),
          compute: source('workers/runtime/compute-entry.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
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
