import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** The one accent. Shade 7 carries white text at 5.6 : 1, shade 4 reads on dark surfaces at 7 : 1. */
const wind: MantineColorsTuple = [
  '#eaf3fc',
  '#d3e4f5',
  '#a5c8ea',
  '#79b3ea',
  '#5aa5ea',
  '#3187d6',
  '#2077c6',
  '#1766b0',
  '#10528f',
  '#0a3f70',
];

/** Surfaces and text of the dark scheme: shade 0 is text, 2 is quiet text, 6 a raised surface, 7 the page. */
const dark: MantineColorsTuple = [
  '#e1e6ec',
  '#c3cad3',
  '#9aa5b1',
  '#69747f',
  '#3b444d',
  '#2c343c',
  '#20262d',
  '#171c21',
  '#12161a',
  '#0d1013',
];

const gray: MantineColorsTuple = [
  '#f7f8fa',
  '#f0f2f5',
  '#e4e8ec',
  '#d5dae0',
  '#bcc4cd',
  '#95a0ab',
  '#66727e',
  '#4a545f',
  '#333b44',
  '#1b2128',
];

const FONT =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", "DejaVu Sans", Arial, sans-serif';

export const theme = createTheme({
  primaryColor: 'wind',
  primaryShade: { light: 7, dark: 7 },
  colors: { wind, dark, gray },
  white: '#ffffff',
  black: '#1b2128',
  fontFamily: FONT,
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '18px', md: '20px', lg: '24px', xl: '28px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  headings: {
    fontFamily: FONT,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '18px', lineHeight: '24px' },
      h2: { fontSize: '14px', lineHeight: '20px' },
      h3: { fontSize: '13px', lineHeight: '18px' },
    },
  },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Tooltip: {
      defaultProps: { openDelay: 350, transitionProps: { duration: 100 }, withArrow: false, multiline: true },
    },
    Modal: {
      defaultProps: {
        transitionProps: { duration: 120, transition: 'fade' },
        overlayProps: { backgroundOpacity: 0.4 },
      },
      styles: { content: { background: 'var(--tw-raised)' }, header: { background: 'var(--tw-raised)' } },
    },
    Menu: { defaultProps: { transitionProps: { duration: 80 }, shadow: 'md' } },
    Select: { defaultProps: { comboboxProps: { transitionProps: { duration: 80 }, shadow: 'md' } } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: { size: 'sm' } },
  },
});

/** Colours with a meaning. Each reads at 4.5 : 1 or better on the surfaces it is used on, in both schemes. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { '--tw-rail-width': '76px' },
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': '#5a6571',
    '--mantine-color-placeholder': '#5f6a76',
    '--mantine-color-error': '#b3261e',
    '--tw-rail': '#f3f5f7',
    '--tw-surface': '#ffffff',
    '--tw-raised': '#ffffff',
    '--tw-sunken': '#f7f8fa',
    '--tw-hover': '#f3f6f9',
    '--tw-active': '#e8f1fa',
    '--tw-line': '#e4e8ec',
    '--tw-track': '#e4e8ec',
    '--tw-text': '#1b2128',
    '--tw-quiet': '#5a6571',
    '--tw-accent': '#1766b0',
    '--tw-running': '#1766b0',
    '--tw-good': '#1c7a3e',
    '--tw-bad': '#b3261e',
    '--tw-warn': '#955800',
    '--tw-warn-surface': '#fdf6e7',
    '--tw-bad-surface': '#fcf0ef',
    '--tw-train': '#1766b0',
    '--tw-validation': '#a84d08',
    '--tw-equity': '#0b7567',
    '--tw-benchmark': '#616b77',
    '--tw-drawdown': '#b3413a',
    '--tw-price': '#55606c',
    '--tw-long': '#0b7567',
    '--tw-short': '#9a3ea0',
  },
  dark: {
    '--mantine-color-body': '#171c21',
    '--mantine-color-dimmed': '#9aa5b1',
    '--mantine-color-placeholder': '#8793a0',
    '--mantine-color-error': '#f08d86',
    '--tw-rail': '#12161a',
    '--tw-surface': '#171c21',
    '--tw-raised': '#1d2329',
    '--tw-sunken': '#12161a',
    '--tw-hover': '#1d2329',
    '--tw-active': '#1b2c3d',
    '--tw-line': '#2a3138',
    '--tw-track': '#2c343c',
    '--tw-text': '#e1e6ec',
    '--tw-quiet': '#9aa5b1',
    '--tw-accent': '#6fb1ee',
    '--tw-running': '#6fb1ee',
    '--tw-good': '#67c488',
    '--tw-bad': '#f08d86',
    '--tw-warn': '#e5b05c',
    '--tw-warn-surface': '#2a2417',
    '--tw-bad-surface': '#2d1e1e',
    '--tw-train': '#6fb1ee',
    '--tw-validation': '#f0a35c',
    '--tw-equity': '#4cc4b0',
    '--tw-benchmark': '#95a0ab',
    '--tw-drawdown': '#e58780',
    '--tw-price': '#aab4be',
    '--tw-long': '#4cc4b0',
    '--tw-short': '#d58bda',
  },
});
