import {
  IconCpu,
  IconDatabase,
  IconFileText,
  IconListDetails,
  IconSettings,
  IconTopologyStar3,
} from '@tabler/icons-react';
import type { Page } from '../store/navigation';

export const PAGE_LOOKS: Readonly<Record<Page, { readonly label: string; readonly icon: typeof IconCpu }>> = {
  operations: { label: 'Operations', icon: IconListDetails },
  strategies: { label: 'Strategies', icon: IconFileText },
  data: { label: 'Data', icon: IconDatabase },
  models: { label: 'Models', icon: IconTopologyStar3 },
  workers: { label: 'Workers', icon: IconCpu },
  settings: { label: 'Settings', icon: IconSettings },
};
