import { ACTIVATIONS, type ModelSpec } from './strategy';
import type { YamlEntry, YamlSection } from './yaml-section';

const SUPPORTED = 'this version trains `mlp`';

export function readModel(root: YamlSection): ModelSpec | null {
  const section = root.requiredSection('model');
  if (section === null) return null;
  const type = section.text('type');
  const name = type?.text.toLowerCase() ?? 'mlp';
  if (type !== null && name !== 'mlp') {
    if (name === 'lstm' || name === 'gru') {
      section.fail(type, `model.type \`${type.text}\` is not supported yet: ${SUPPORTED}`);
    } else {
      section.unknownName(type, type.text, ['mlp']);
    }
    // The keys of another kind of model would only be reported as unknown.
    return null;
  }
  section.noEffect(['features'], 'the inputs are those of nn_inputs');
  section.notYet(['training'], 'move its keys to `training`');
  const architecture = section.requiredSection('architecture');
  section.close();
  if (architecture === null) return null;
  const hiddenLayers = readHiddenLayers(architecture);
  const activation = architecture.choice('activation', ACTIVATIONS, 'relu');
  const dropout = architecture.number('dropout', 0.2, { min: 0, max: 0.95 });
  architecture.noEffect(['output_activation'], 'the loss works on the network’s plain outputs');
  architecture.close();
  return hiddenLayers === null ? null : { type: 'mlp', hiddenLayers, activation, dropout };
}

function readHiddenLayers(section: YamlSection): number[] | null {
  const entry = section.take('hidden_layers');
  if (entry === null) {
    section.missing('hidden_layers', { expected: 'a list of layer sizes such as [24, 12]' });
    return null;
  }
  const items = section.items(entry);
  if (items === null) return null;
  if (items.length === 0 || items.length > 16) {
    section.fail(entry, `\`${entry.path}\` has ${items.length} layers`, { expected: '1 to 16' });
    return null;
  }
  const sizes = items.flatMap((item: YamlEntry) => section.numberOf(item, { min: 1, max: 4096, integer: true }) ?? []);
  return sizes.length === items.length ? sizes : null;
}
