import { layoutOf } from '../runtime/layout.mjs';
import { findLayerFaults } from './find-layer-faults.mjs';

const { modules, faults } = await findLayerFaults(layoutOf().root);
for (const fault of faults) console.error(fault);
// With a TypeScript that it does not know, dependency-cruiser finds nothing and is content.
if (modules === 0)
  console.error('No module was read: the check is blind. Look at the versions of TypeScript and dependency-cruiser.');
console.log(`${modules} modules, ${faults.length} imports that go the wrong way`);
process.exitCode = modules === 0 || faults.length > 0 ? 1 : 0;
