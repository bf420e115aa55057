import { buildApp } from './build/build-app.mjs';
import { layoutOf } from './runtime/layout.mjs';

try {
  await buildApp(layoutOf(), (line) => console.log(line), { force: true });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
