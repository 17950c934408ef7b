import { createTheme, type CSSVariablesResolver, type MantineColorsTuple, rem, virtualColor } from "@mantine/core";
import classes from "./Mantine.module.css";
import { commonTokens, dayTokens, nightTokens } from "./tokens.ts";

/** The ten neutrals by day, lightest first; ink stands at 8, its hover at 9. */
const day: MantineColorsTuple = [
  "#f7f6f3", "#f1efeb", "#e6e3dd", "#cdc9c0", "#a39f95",
  "#8d887c", "#67635a", "#54514a", "#1b1a17", "#33312c",
];

/** The same by night; ink stands at 1, its hover at 2. */
const night: MantineColorsTuple = [
  "#ffffff", "#f0eee8", "#dedbd3", "#b9b5ab", "#9d988d",
  "#7b766b", "#46433d", "#312f2b", "#23211e", "#121110",
];

const gray: MantineColorsTuple = [
  "#f7f6f3", "#f1efeb", "#e6e3dd", "#dbd7cf", "#cdc9c0",
  "#8d887c", "#67635a", "#54514a", "#33312c", "#1b1a17",
];

const dark: MantineColorsTuple = [
  "#f0eee8", "#b9b5ab", "#9d988d", "#7b766b", "#2b2926",
  "#23211e", "#1a1917", "#121110", "#0d0c0b", "#080807",
];

const heights: Record<string, string> = { xs: rem(26), sm: rem(32), md: rem(40), lg: rem(48), xl: rem(56) };
const buttonPaddings: Record<string, string> = { xs: rem(9), sm: rem(12), md: rem(16), lg: rem(20), xl: rem(24) };

function heightOf(size: unknown): string {
  return heights[typeof size === "string" ? size : "sm"] ?? rem(32);
}

interface Sized {
  size?: unknown;
}

// A list that is chosen from takes its look by the name of its field.
const choices = { dropdown: classes["floating"], options: classes["options"], option: classes["menuItem"] };

// Plain records instead of `Button.extend`: naming a part here must not load it.
const components = {
  Button: {
    defaultProps: { size: "sm" },
    classNames: { root: classes["button"], section: classes["buttonSection"] },
    vars: (_theme: unknown, { size }: Sized) => ({
      root: { "--button-height": heightOf(size), "--button-padding-x": buttonPaddings[String(size)] ?? rem(12) },
    }),
  },
  ActionIcon: {
    defaultProps: { size: "sm", variant: "subtle" },
    classNames: { root: classes["button"] },
    vars: (_theme: unknown, { size }: Sized) => ({ root: { "--ai-size": heightOf(size) } }),
  },
  Input: {
    defaultProps: { size: "sm" },
    classNames: { input: classes["input"] },
    vars: (_theme: unknown, { size }: Sized) => ({ wrapper: { "--input-height": heightOf(size) } }),
  },
  InputWrapper: {
    // A red asterisk would be a colour without a meaning; what is left out is said when it is missed.
    defaultProps: { inputWrapperOrder: ["label", "input", "description", "error"], withAsterisk: false },
    classNames: { label: classes["label"], description: classes["hint"], error: classes["hint"] },
  },
  Checkbox: { defaultProps: { size: "xs" }, classNames: { body: classes["tickBody"], inner: classes["tickInner"], input: classes["tick"], icon: classes["tickIcon"], label: classes["tickLabel"], description: classes["tickHint"] } },
  Radio: { defaultProps: { size: "xs" }, classNames: { body: classes["tickBody"], radio: classes["tick"], icon: classes["tickIcon"], label: classes["tickLabel"] } },
  Switch: {
    defaultProps: { size: "xs", withThumbIndicator: false },
    classNames: { body: classes["tickBody"], track: classes["track"], thumb: classes["thumb"], label: classes["tickLabel"] },
  },
  // The list scrolls itself: a scrolling frame around it could not be reached by keys.
  Select: { defaultProps: { checkIconPosition: "right", allowDeselect: false, withScrollArea: false }, classNames: choices },
  MultiSelect: { classNames: choices },
  Autocomplete: { classNames: choices },
  TagsInput: { classNames: choices },
  Combobox: { classNames: choices },
  Paper: { defaultProps: { withBorder: true, radius: "md" }, classNames: { root: classes["paper"] } },
  Tooltip: {
    defaultProps: { openDelay: 250, transitionProps: { duration: 120 }, events: { hover: true, focus: true, touch: true } },
    classNames: { tooltip: classes["tooltip"] },
  },
  Menu: {
    // The placeholder that takes the first focus is no item of a menu, which readers stumble over.
    defaultProps: {
      transitionProps: { duration: 120 },
      position: "bottom-start",
      // A menu longer than the screen scrolls.
      middlewares: { size: true },
      withInitialFocusPlaceholder: false,
      menuItemTabIndex: 0,
    },
    classNames: { dropdown: `${classes["floating"] ?? ""} ${classes["menu"] ?? ""}`, item: classes["menuItem"], label: classes["menuLabel"] },
  },
  Popover: { classNames: { dropdown: classes["floating"] } },
  Modal: {
    defaultProps: { centered: true, transitionProps: { duration: 160 }, overlayProps: { backgroundOpacity: 0.35 } },
    classNames: {
      content: classes["floating"],
      title: classes["dialogTitle"],
      header: classes["dialogHead"],
      body: classes["dialogBody"],
    },
  },
  SegmentedControl: {
    defaultProps: { size: "xs", withItemsBorders: false },
    classNames: { root: classes["segments"], indicator: classes["segment"], label: classes["segmentLabel"] },
  },
  Table: {
    defaultProps: { horizontalSpacing: 10, verticalSpacing: 8 },
    classNames: { th: classes["th"], td: classes["td"], table: classes["table"] },
  },
};

/** Muster's look on Mantine: ink for everything one can press, colour for severity alone. */
export const theme = createTheme({
  primaryColor: "ink",
  primaryShade: { light: 8, dark: 1 },
  // A virtual colour, so that autoContrast reads the tuple of the scheme that is shown.
  colors: { ink: virtualColor({ name: "ink", light: "day", dark: "night" }), day, night, gray, dark },
  autoContrast: true,
  luminanceThreshold: 0.3,
  black: "#1b1a17",
  white: "#ffffff",
  fontFamily:
    'Inter, "Inter Variable", system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: '"JetBrains Mono", ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: rem(12), sm: rem(13), md: rem(14), lg: rem(16), xl: rem(20) },
  lineHeights: { xs: "1.4", sm: "1.5385", md: "1.5385", lg: "1.5", xl: "1.4" },
  spacing: { xs: rem(4), sm: rem(8), md: rem(12), lg: rem(16), xl: rem(24) },
  radius: { xs: rem(4), sm: rem(6), md: rem(10) },
  defaultRadius: "sm",
  focusRing: "auto",
  cursorType: "pointer",
  respectReducedMotion: true,
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: rem(20), lineHeight: "1.4" },
      h2: { fontSize: rem(13), lineHeight: "1.5385" },
      h3: { fontSize: rem(13), lineHeight: "1.5385" },
    },
  },
  components,
});

function mantineNames(tokens: Record<string, string>): Record<string, string> {
  return {
    ...tokens,
    "--mantine-color-body": tokens["--paper"] ?? "",
    "--mantine-color-text": tokens["--ink"] ?? "",
    "--mantine-color-bright": tokens["--ink"] ?? "",
    "--mantine-color-dimmed": tokens["--ink-3"] ?? "",
    "--mantine-color-placeholder": tokens["--ink-3"] ?? "",
    "--mantine-color-anchor": tokens["--ink"] ?? "",
    "--mantine-color-error": tokens["--sev-1"] ?? "",
    "--mantine-color-success": tokens["--ok"] ?? "",
    "--mantine-color-default": tokens["--sheet"] ?? "",
    "--mantine-color-default-hover": tokens["--wash"] ?? "",
    "--mantine-color-default-color": tokens["--ink"] ?? "",
    "--mantine-color-default-border": tokens["--edge"] ?? "",
    "--mantine-color-disabled": tokens["--wash"] ?? "",
    "--mantine-color-disabled-color": tokens["--ink-3"] ?? "",
    "--mantine-color-disabled-border": tokens["--line"] ?? "",
  };
}

/** Puts the tokens and Mantine's own names for them on the document, by day and by night. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: { ...commonTokens },
  light: mantineNames(dayTokens),
  dark: mantineNames(nightTokens),
});
