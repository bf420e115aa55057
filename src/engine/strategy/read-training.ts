import { isScalar } from 'yaml';
import { readLabels } from './read-labels';
import type { TrainingSpec } from './strategy';
import type { YamlSection } from './yaml-section';

const DEFAULT_SPLIT = { train: 0.7, validation: 0.15 } as const;
const DEFAULT_GRADIENT_CLIP = 1;

export function readTraining(root: YamlSection): TrainingSpec | null {
  const section = root.requiredSection('training');
  if (section === null) return null;
  const labels = readLabels(section);
  checkLoss(section);
  checkOptimizer(section);
  const training = {
    epochs: section.number('epochs', 100, { min: 1, max: 1_000_000, integer: true }),
    batchSize: section.number('batch_size', 32, { min: 1, max: 1_000_000, integer: true }),
    learningRate: section.number('learning_rate', 0.001, { min: 0, max: 10, aboveMin: true }),
    weightDecay: section.number('weight_decay', 0.0001, { min: 0, max: 1 }),
    gradientClip: readGradientClip(section),
    split: readSplit(section),
    earlyStopping: readEarlyStopping(section),
  };
  section.noEffect(['method'], 'training is always supervised');
  section.notYet(['validation_split'], 'write data_split: {train: 0.7, validation: 0.15, test: 0.15}');
  section.close();
  return labels === null ? null : { labels, ...training };
}

function checkLoss(section: YamlSection): void {
  section.choice('loss', ['cross_entropy'], 'cross_entropy', ['focal', 'focal_loss', 'huber', 'mse']);
  section.notYet(['focal_gamma', 'huber_delta'], 'this version trains with the class-weighted cross-entropy');
}

/** `optimizer` is a name or a section with a `type`. */
function checkOptimizer(section: YamlSection): void {
  const planned = ['adamw', 'sgd', 'rmsprop'];
  if (section.isSection('optimizer')) {
    const optimizer = section.section('optimizer');
    optimizer?.choice('type', ['adam'], 'adam', planned);
    optimizer?.close();
  } else {
    section.choice('optimizer', ['adam'], 'adam', planned);
  }
  const scheduler = section.take('lr_scheduler');
  if (scheduler === null) return;
  const value = isScalar(scheduler.value) ? scheduler.value.value : undefined;
  if (scheduler.value !== null && value !== null && value !== false && value !== 'none') {
    section.fail(scheduler, `\`${scheduler.path}\` is not supported yet: the learning rate stays what it is`, {
      suggestion: 'remove it or write false',
    });
  }
}

/** `null`, `false` and 0 mean no limit. */
function readGradientClip(section: YamlSection): number | null {
  const entry = section.take('gradient_clip');
  if (entry === null) return DEFAULT_GRADIENT_CLIP;
  const value = isScalar(entry.value) ? entry.value.value : undefined;
  if (value === null || value === false) return null;
  const limit = section.numberOf(entry, { min: 0, max: 1e9 });
  return limit === 0 ? null : limit;
}

/** A missing share is what the others leave; the three are all above 0 and make 1. */
function readSplit(training: YamlSection): TrainingSpec['split'] {
  const fallback = { ...DEFAULT_SPLIT, test: rest(DEFAULT_SPLIT.train + DEFAULT_SPLIT.validation) };
  const section = training.section('data_split');
  if (section === null) return fallback;
  const range = { min: 0, max: 1, aboveMin: true };
  const train = section.number('train', DEFAULT_SPLIT.train, range);
  const validation = section.number(['validation', 'val'], DEFAULT_SPLIT.validation, range);
  const test = section.number('test', rest(train + validation), range);
  section.close();
  const total = train + validation + test;
  if (test > 0 && Math.abs(total - 1) <= 1e-6) return { train, validation, test };
  section.log.error(section.path, section.node, `the parts of \`${section.path}\` make ${rest(1 - total)}`, {
    expected: 'train, validation and test, each above 0, that make 1 together',
  });
  return fallback;
}

/** 1 − share, free of the noise of binary fractions. */
const rest = (share: number): number => Math.round((1 - share) * 1e9) / 1e9;

/** Only there when the file has the key; `true` means the defaults, `false` and `enabled: false` none. */
function readEarlyStopping(training: YamlSection): TrainingSpec['earlyStopping'] {
  const defaults = { patience: 10, minDelta: 0.001 };
  if (!training.has('early_stopping')) return null;
  if (!training.isSection('early_stopping')) return training.boolean('early_stopping', false) ? defaults : null;
  const section = training.section('early_stopping');
  if (section === null) return null;
  const enabled = section.boolean('enabled', true);
  section.choice('monitor', ['val_loss', 'validation_loss'], 'val_loss');
  const patience = section.number('patience', defaults.patience, { min: 1, max: 1_000_000, integer: true });
  const minDelta = section.number('min_delta', defaults.minDelta, { min: 0, max: 1_000 });
  section.close();
  return enabled ? { patience, minDelta } : null;
}
