import { cruise } from 'dependency-cruiser';
import { FORBIDDEN } from './layer-rules.mjs';

/**
 * Reads every import below `root`/src and says which go the wrong way.
 * @param {string} root
 * @returns {Promise<{ modules: number, faults: string[] }>} `modules`: own files that were read
 */
export async function findLayerFaults(root) {
  const { output } = await cruise(
    ['src'],
    {
      baseDir: root,
      ruleSet: { forbidden: FORBIDDEN },
      validate: true,
      // Imports of types count: a wall is a wall for what is known too.
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
    },
    { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'], conditionNames: ['import', 'types', 'default'] },
  );
  if (typeof output === 'string') throw new Error(`dependency-cruiser answered with text: ${output}`);
  const own = output.modules.filter((module) => module.source.startsWith('src/'));
  const faults = output.summary.violations.map(
    ({ from, to, rule, comment }) => `${from} → ${to} (${rule.name})\n    ${comment ?? commentOf(rule.name)}`,
  );
  return { modules: own.length, faults };
}

/** @param {string} name */
function commentOf(name) {
  return FORBIDDEN.find((rule) => rule.name === name)?.comment ?? '';
}
