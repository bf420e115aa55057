// The fallback runtime has no default app, which is what lets `electron <folder>` run a folder. This one does that,
// and nothing else: it is copied to resources/app of the fallback and is not part of the product.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

function readCommandLine() {
  const required = [];
  const rest = process.argv.slice(1);
  for (let at = 0; at < rest.length; at += 1) {
    const argument = rest[at];
    if (argument === '--') break;
    if (argument === '-r' || argument === '--require') {
      at += 1;
      required.push(rest[at]);
    } else if (!argument.startsWith('-')) {
      return { folder: resolve(argument), required };
    }
  }
  return { folder: undefined, required };
}

function fail(message) {
  process.stderr.write(`electron: ${message}\n`, () => app.exit(1));
}

const { folder, required } = readCommandLine();
if (folder === undefined) {
  fail('name the folder of an app, as in `electron .`');
} else {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const main = join(folder, manifest.main ?? 'index.js');
    Object.defineProperty(process, 'defaultApp', { enumerable: true, value: true });
    app.setName(manifest.productName ?? manifest.name);
    app.setVersion(manifest.version);
    app.setAppPath(folder);
    const require = createRequire(join(dirname(main), 'package.json'));
    for (const module of required) require(resolve(module));
    // Not awaited: Electron holds `ready` back until this module's top level has ended.
    import(pathToFileURL(main).href).catch((error) => fail(error?.stack ?? String(error)));
  } catch (error) {
    fail(`cannot run ${folder}: ${error.message}`);
  }
}
