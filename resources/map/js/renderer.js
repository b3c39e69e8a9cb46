// Which renderer suits this machine: WebGL where a GPU draws it, else a 2D canvas.

const SOFTWARE = /llvmpipe|softpipe|swiftshader|software|basic render/i;

function gpuName() {
  const gl = document.createElement("canvas").getContext("webgl2");
  if (!gl) return "";
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return name;
}

// `wish` is auto, maplibre or canvas. Without WebGL at all, MapLibre is no choice.
export function chooseRenderer(wish) {
  if (wish === "canvas") return { canvas: true, gpu: "" };
  const gpu = gpuName();
  const canvas = !gpu || (wish !== "maplibre" && SOFTWARE.test(gpu));
  return { canvas, gpu };
}
