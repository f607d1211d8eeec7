import { describe, expect, it } from "vitest";
import { choleskyFactor, choleskyInverse, choleskySolve } from "~/stats/aggregation/cholesky";
import { minimise } from "~/stats/aggregation/lbfgs";
import { seededRandom } from "~/stats/random";
import { distance } from "../../reference/aggregation/compare";

describe("the minimiser", () => {
  const options = { maxIterations: 1000, tolerance: 1e-9 };

  it("finds the bottom of Rosenbrock's valley", () => {
    const found = minimise(
      (x, gradient, curvature) => {
        const [a, b] = [x[0]!, x[1]!];
        gradient[0] = -400 * a * (b - a * a) - 2 * (1 - a);
        gradient[1] = 200 * (b - a * a);
        curvature.fill(1);
        return 100 * (b - a * a) ** 2 + (1 - a) ** 2;
      },
      Float64Array.of(-1.2, 1),
      options,
    );
    expect(found.converged).toBe(true);
    expect(distance(found.x, [1, 1])).toBeLessThan(1e-8);
  });

  it("needs few steps on a stiff bowl whose curvature it is told", () => {
    const stiffness = Float64Array.from({ length: 50 }, (_, i) => 10 ** (i / 8));
    const found = minimise(
      (x, gradient, curvature) => {
        curvature.set(stiffness);
        x.forEach((value, i) => (gradient[i] = stiffness[i]! * (value - i)));
        return x.reduce((sum, value, i) => sum + (stiffness[i]! * (value - i) ** 2) / 2, 0);
      },
      new Float64Array(50),
      { maxIterations: 1000, tolerance: 1e-6 },
    );
    expect(found.iterations).toBeLessThan(5);
    found.x.forEach((value, i) => expect(value).toBeCloseTo(i, 6));
  });

  it("says when it runs out of iterations", () => {
    const bowl = (x: Float64Array, gradient: Float64Array, curvature: Float64Array) => {
      gradient[0] = 4 * x[0]! ** 3;
      curvature[0] = 1000;
      return x[0]! ** 4;
    };
    expect(minimise(bowl, Float64Array.of(3), { maxIterations: 2, tolerance: 1e-9 })).toMatchObject({
      iterations: 2,
      converged: false,
    });
  });
});

describe("Cholesky's method", () => {
  it("solves and inverts", () => {
    const n = 8;
    const random = seededRandom(3);
    const root = Float64Array.from({ length: n * n }, random);
    const matrix = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++)
        for (let k = 0; k < n; k++) matrix[i * n + j]! += root[i * n + k]! * root[j * n + k]!;
      matrix[i * n + i]! += 1;
    }
    const times = (x: Float64Array) =>
      Array.from({ length: n }, (_, i) => x.reduce((sum, value, j) => sum + matrix[i * n + j]! * value, 0));
    const factor = choleskyFactor(matrix, n);
    const right = Float64Array.from({ length: n }, random);
    expect(distance(times(choleskySolve(factor, n, right)), [...right])).toBeLessThan(1e-10);
    const inverse = choleskyInverse(factor, n);
    for (let j = 0; j < n; j++) {
      const column = Float64Array.from({ length: n }, (_, i) => inverse[i * n + j]!);
      expect(
        distance(
          times(column),
          Array.from({ length: n }, (_, i) => (i === j ? 1 : 0)),
        ),
      ).toBeLessThan(1e-10);
    }
  });

  it("refuses a matrix that is not positive definite", () => {
    expect(() => choleskyFactor(Float64Array.of(1, 2, 2, 1), 2)).toThrow(RangeError);
  });
});
