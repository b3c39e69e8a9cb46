// Colours of the three looks. The ground is quiet, so that the activities speak.

export const PALETTES = {
  light: {
    outside: "#e6e0d5", city: "#f2eee6", water: "#b9d6e3", shore: "#a5c8d8", waterText: "#47809c",
    green: "#dce8cf", greenText: "#5d7a45", campus: "#e7dcc8", building: "#e5ddd0",
    casing: "#cbc0ae", trunk: "#ffffff", primary: "#ffffff", secondary: "#ffffff", minor: "#fdfcf9",
    far: "#b9ac98", wire: "#cf9c85", path: "#d8cfc1", rail: "#c4bbae", border: "#b9ad9c",
    district: "#82776a", place: "#4a4338", poi: "#665c50", stop: "#958a7c", street: "#7b7165",
    halo: "#f6f3ed", ink: "#1d1930", paper: "#ffffff", cluster: "#2b2440", clusterText: "#ffffff",
    label: "#241f35", rim: "#ffffff", accent: "#7d1d3f",
  },
  dark: {
    outside: "#100e17", city: "#191622", water: "#17384c", shore: "#1f4860", waterText: "#6fa9c4",
    green: "#1b2a22", greenText: "#7fa487", campus: "#262032", building: "#231f2e",
    casing: "#14111c", trunk: "#4b4560", primary: "#453f59", secondary: "#3c374e", minor: "#322d42",
    far: "#474159", wire: "#7d5a58", path: "#2f2a3d", rail: "#3a3548", border: "#565069",
    district: "#968da9", place: "#cdc6da", poi: "#aaa2ba", stop: "#7b738c", street: "#958da6",
    halo: "#15121d", ink: "#f8f4ec", paper: "#211d2f", cluster: "#f3eee4", clusterText: "#1d1930",
    label: "#f8f4ec", rim: "#ffffff", accent: "#ff9db8",
  },
  contrast: {
    outside: "#000000", city: "#000000", water: "#00324f", shore: "#5cc8ff", waterText: "#8fdcff",
    green: "#04200c", greenText: "#9dffb8", campus: "#1c1c1c", building: "#262626",
    casing: "#000000", trunk: "#e6e6e6", primary: "#c8c8c8", secondary: "#a0a0a0", minor: "#7a7a7a",
    far: "#8c8c8c", wire: "#000000", path: "#5a5a5a", rail: "#6a6a6a", border: "#ffffff",
    district: "#ffffff", place: "#ffffff", poi: "#ffffff", stop: "#ffffff", street: "#ffffff",
    halo: "#000000", ink: "#ffffff", paper: "#000000", cluster: "#ffe14d", clusterText: "#000000",
    label: "#ffffff", rim: "#ffffff", accent: "#ffe14d",
  },
};

export const themeOf = (name) => (Object.hasOwn(PALETTES, name) ? name : "light");
