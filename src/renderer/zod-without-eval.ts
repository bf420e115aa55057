import { config } from 'zod';

// The page's policy forbids evaluated code; zod would otherwise try it once and be reported. Import this first.
config({ jitless: true });
