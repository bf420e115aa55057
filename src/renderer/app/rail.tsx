import { UnstyledButton } from '@mantine/core';
import { useStore } from 'zustand';
import { count } from '../format/figure';
import { PAGES, type Page } from '../store/navigation';
import { Hint } from '../ui/hint';
import { commandKey } from '../ui/key-hint';
import { useDesk, useNavigation } from './desk-context';
import { Logo } from './logo';
import { PAGE_LOOKS } from './pages';
import classes from './rail.module.css';

/** The way to every page, always there. */
export function Rail() {
  return (
    <nav className={classes['rail']} aria-label="Pages">
      <Logo />
      {PAGES.filter((page) => page !== 'settings').map((page) => (
        <RailButton key={page} page={page} />
      ))}
      <div className={classes['gap']} />
      <RailButton page="settings" />
    </nav>
  );
}

function RailButton({ page }: { readonly page: Page }) {
  const { navigation } = useDesk();
  const isHere = useNavigation((state) => state.page === page);
  const { label, icon: Icon } = PAGE_LOOKS[page];
  return (
    <Hint position="right" text={label} shortcut={commandKey(String(PAGES.indexOf(page) + 1))}>
      <UnstyledButton
        className={classes['button']}
        aria-label={label}
        aria-current={isHere ? 'page' : undefined}
        onClick={() => navigation.go(page)}
      >
        <span className={classes['icon']}>
          <Icon size={20} stroke={1.6} aria-hidden />
          {page === 'operations' ? <ActiveCount /> : null}
        </span>
        <span>{label}</span>
      </UnstyledButton>
    </Hint>
  );
}

/** How much waits or works, so that it can be seen from every page. */
function ActiveCount() {
  const { operations } = useDesk();
  const active = useStore(operations.store, (state) => state.active);
  return active === 0 ? null : <span className={classes['badge']}>{active > 99 ? '99+' : count(active)}</span>;
}
