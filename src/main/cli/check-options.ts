import { z } from 'zod';
import { FailureError, failure } from '../../contract/failure';

/** The options whose names differ from the field of the request they fill. */
const OPTION_OF_FIELD: Readonly<Record<string, string>> = {
  startDate: 'start',
  endDate: 'end',
  modelOperationId: 'model',
  initialCapital: 'capital',
  failAt: 'fail-at',
  ignoreCancel: 'ignore-cancel',
  overrides: 'set',
};

/**
 * Checks what was typed against the shape of a request.
 * @throws FailureError `bad_arguments` naming the option, its value and what was expected
 */
export function checkOptions<S extends z.ZodObject>(schema: S, value: Record<string, unknown>): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = String(issue?.path[0] ?? '');
  const option = `--${OPTION_OF_FIELD[field] ?? field}`;
  const typed = value[field];
  const expected = typeof typed === 'number' ? rangeInWords(schema.shape[field]) : null;
  throw new FailureError(
    failure(
      'bad_arguments',
      expected === null
        ? `${option}: ${issue?.message ?? 'not understood'}.`.replace(/\.\.$/, '.')
        : `${option} is ${typed}, but ${expected} was expected.`,
    ),
  );
}

/** A number within limits, as JSON Schema has it. */
const numberSchema = z.looseObject({
  type: z.enum(['number', 'integer']),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
});

/** `a whole number from 1 to 16`; null for what is no number. */
function rangeInWords(field: unknown): string | null {
  if (!(field instanceof z.ZodType)) return null;
  const { anyOf, ...plain } = z.looseObject({ anyOf: z.array(z.unknown()).optional() }).parse(z.toJSONSchema(field));
  const limits = [plain, ...(anyOf ?? [])].map((one) => numberSchema.safeParse(one).data).find((one) => one);
  if (!limits) return null;
  const { type, minimum, exclusiveMinimum, maximum } = limits;
  const kind = type === 'integer' ? 'a whole number' : 'a number';
  const upTo = maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? null : maximum;
  if (exclusiveMinimum !== undefined) {
    return `${kind} above ${exclusiveMinimum}${upTo === null ? '' : ` and at most ${upTo}`}`;
  }
  if (minimum === undefined || minimum === Number.MIN_SAFE_INTEGER) {
    return upTo === null ? kind : `${kind} of at most ${upTo}`;
  }
  return upTo === null ? `${kind} of ${minimum} or more` : `${kind} from ${minimum} to ${upTo}`;
}
