import { z } from 'zod';

export const OPERATION_TYPES = [
  'data_load',
  'training',
  'backtesting',
  'indicator_compute',
  'fuzzy_analysis',
  'dummy',
  'agent_research',
  'agent_design',
  'agent_assessment',
] as const;

export const operationTypeSchema = z.enum(OPERATION_TYPES);
export type OperationType = (typeof OPERATION_TYPES)[number];
