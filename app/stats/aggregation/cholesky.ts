/** A positive definite matrix, n x n row-major, as its lower triangular root: `factor` throws where it is not. */
export function choleskyFactor(matrix: Float64Array, n: number): Float64Array {
  const root = matrix.slice();
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = root[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= root[i * n + k]! * root[j * n + k]!;
      if (i === j) {
        if (!(sum > 0)) throw new RangeError("the matrix is not positive definite");
        root[i * n + i] = Math.sqrt(sum);
      } else root[i * n + j] = sum / root[j * n + j]!;
    }
    root.fill(0, i * n + i + 1, (i + 1) * n);
  }
  return root;
}

/** The x with matrix x = b, from the matrix's root. */
export function choleskySolve(root: Float64Array, n: number, b: Float64Array): Float64Array {
  const x = b.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i]! -= root[i * n + k]! * x[k]!;
    x[i]! /= root[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= root[k * n + i]! * x[k]!;
    x[i]! /= root[i * n + i]!;
  }
  return x;
}

/** The inverse, n x n, from the matrix's root. */
export function choleskyInverse(root: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let column = 0; column < n; column++) {
    const unit = new Float64Array(n);
    unit[column] = 1;
    choleskySolve(root, n, unit).forEach((value, row) => (inverse[row * n + column] = value));
  }
  return inverse;
}
