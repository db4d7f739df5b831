import { type ClassValue, clsx } from "clsx";

/** Joins class names; later ones are meant to be about other properties, since nothing is merged. */
export function cn(...classes: ClassValue[]): string {
  return clsx(classes);
}
