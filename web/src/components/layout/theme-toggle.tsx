"use client";

import { Moon, Sun } from "lucide-react";
import { Button } from "#components/ui/button";

/** Switches between light and dark and remembers it; until then the system decides. */
export function ThemeToggle() {
  function toggle() {
    const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    localStorage.setItem("theme", next);
  }
  return (
    <Button variant="quiet" size="icon" onClick={toggle} aria-label="Switch between light and dark">
      <Sun aria-hidden className="hidden size-4.5 dark:block" />
      <Moon aria-hidden className="size-4.5 dark:hidden" />
    </Button>
  );
}
