import { Button, Menu } from '@mantine/core';
import {
  IconChartCandle,
  IconChevronDown,
  IconDatabaseImport,
  IconFlask,
  IconPlayerPlay,
  IconPlus,
  IconStairs,
} from '@tabler/icons-react';
import { Hint } from '../ui/hint';
import { useDesk, useNavigation } from './desk-context';

/** All that can be started, from every page; `N` opens it. */
export function NewMenu() {
  const { navigation } = useDesk();
  const isOpen = useNavigation((state) => state.isNewMenuOpen);
  return (
    <Menu opened={isOpen} onChange={navigation.setNewMenuOpen} position="bottom-end" width={240} returnFocus>
      <Menu.Target>
        <Hint text="Start something new" shortcut="N">
          <Button
            size="sm"
            leftSection={<IconPlus size={16} stroke={2} />}
            rightSection={<IconChevronDown size={14} stroke={2} />}
            style={{ flex: 'none' }}
          >
            New
          </Button>
        </Hint>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPlayerPlay size={16} stroke={1.75} />}
          onClick={() => navigation.show({ kind: 'training', start: {} })}
        >
          New training…
        </Menu.Item>
        <Menu.Item
          leftSection={<IconChartCandle size={16} stroke={1.75} />}
          onClick={() => navigation.show({ kind: 'backtest', start: {} })}
        >
          New backtest…
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFlask size={16} stroke={1.75} />}
          onClick={() => navigation.show({ kind: 'research', start: {} })}
        >
          New research…
        </Menu.Item>
        <Menu.Item
          leftSection={<IconDatabaseImport size={16} stroke={1.75} />}
          onClick={() => navigation.show({ kind: 'import', start: {} })}
        >
          Import data…
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Demonstration</Menu.Label>
        <Menu.Item
          leftSection={<IconStairs size={16} stroke={1.75} />}
          onClick={() => navigation.show({ kind: 'dummy' })}
        >
          New demonstration…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
