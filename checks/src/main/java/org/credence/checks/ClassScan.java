package org.credence.checks;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One pass over one class file. */
final class ClassScan {
    private final ClassModel model;
    private final String className;
    /** A set, since one line of source can hold the same call many times over. */
    private final Set<Violation> found = new LinkedHashSet<>();
    private String member = "class";

    ClassScan(ClassModel model) {
        this.model = model;
        className = model.thisClass().asInternalName().replace('/', '.');
    }

    List<Violation> violations() {
        model.superclass().map(ClassEntry::asSymbol).ifPresent(this::type);
        model.interfaces().forEach(each -> type(each.asSymbol()));
        model.fields().forEach(this::field);
        model.methods().forEach(this::method);
        return new ArrayList<>(found);
    }

    private void field(FieldModel field) {
        member = field.fieldName().stringValue();
        type(field.fieldTypeSymbol());
        if (field.flags().has(AccessFlag.VOLATILE)) {
            report(Ban.THREADS, "volatile");
        }
    }

    private void method(MethodModel method) {
        member = method.methodName().stringValue();
        signature(method.methodTypeSymbol());
        if (method.flags().has(AccessFlag.SYNCHRONIZED)) {
            report(Ban.THREADS, "synchronized");
        }
        method.code().ifPresent(code -> code.forEach(this::instruction));
    }

    private void instruction(CodeElement element) {
        switch (element) {
            case InvokeInstruction call ->
                call(call.owner().asSymbol(), call.name().stringValue(), call.typeSymbol());
            case InvokeDynamicInstruction call -> {
                signature(call.typeSymbol());
                call.bootstrapArgs().forEach(this::constant);
            }
            case FieldInstruction access ->
                fieldAccess(access.owner().asSymbol(), access.name().stringValue(), access.typeSymbol());
            case NewObjectInstruction made -> type(made.className().asSymbol());
            case NewReferenceArrayInstruction made -> type(made.componentType().asSymbol());
            case TypeCheckInstruction check -> type(check.type().asSymbol());
            case ConstantInstruction loaded -> constant(loaded.constantValue());
            case MonitorInstruction _ -> report(Ban.THREADS, "synchronized");
            case ConvertInstruction converted -> {
                number(converted.fromType(), converted);
                number(converted.toType(), converted);
            }
            case OperatorInstruction operator -> number(operator.typeKind(), operator);
            case LoadInstruction load -> number(load.typeKind(), load);
            case StoreInstruction store -> number(store.typeKind(), store);
            case ArrayLoadInstruction load -> number(load.typeKind(), load);
            case ArrayStoreInstruction store -> number(store.typeKind(), store);
            case NewPrimitiveArrayInstruction made -> number(made.typeKind(), made);
            case ReturnInstruction returned -> number(returned.typeKind(), returned);
            default -> {
                // Jumps, stack shuffling, labels and the like compute nothing by themselves.
            }
        }
    }

    private void call(ClassDesc owner, String name, MethodTypeDesc signature) {
        BannedCalls.banOn(member, internalName(owner), name, signature)
                .ifPresent(ban -> report(ban, owner.displayName() + "." + name));
        type(owner);
        signature(signature);
    }

    private void fieldAccess(ClassDesc owner, String name, ClassDesc type) {
        if (internalName(owner).equals("java/lang/System")) {
            report(Ban.LOGGING, "System." + name);
        }
        type(owner);
        type(type);
    }

    /** Loaded constants, and what a lambda, a method reference, a switch or a concatenation is made from. */
    private void constant(ConstantDesc constant) {
        switch (constant) {
            case Float value -> report(Ban.FLOATING_POINT, "constant " + value);
            case Double value -> report(Ban.FLOATING_POINT, "constant " + value);
            case ClassDesc type -> type(type);
            case MethodTypeDesc signature -> signature(signature);
            case DirectMethodHandleDesc handle -> methodHandle(handle);
            default -> {
                // Strings, integers and the kinds that only name one of the above.
            }
        }
    }

    private void methodHandle(DirectMethodHandleDesc handle) {
        switch (handle.kind()) {
            case GETTER, STATIC_GETTER, SETTER, STATIC_SETTER ->
                fieldAccess(handle.owner(), handle.methodName(), ClassDesc.ofDescriptor(handle.lookupDescriptor()));
            default ->
                call(handle.owner(), handle.methodName(), MethodTypeDesc.ofDescriptor(handle.lookupDescriptor()));
        }
    }

    private void signature(MethodTypeDesc signature) {
        type(signature.returnType());
        signature.parameterList().forEach(this::type);
    }

    private void type(ClassDesc type) {
        ClassDesc element = type;
        while (element.isArray()) {
            element = element.componentType();
        }
        if (element.isPrimitive()) {
            number(TypeKind.from(element), element.displayName());
        } else {
            String shown = element.displayName();
            BannedTypes.banOn(internalName(element)).ifPresent(ban -> report(ban, shown));
        }
    }

    private void number(TypeKind kind, Instruction instruction) {
        number(kind, instruction.opcode().name());
    }

    private void number(TypeKind kind, String shown) {
        if (kind == TypeKind.FLOAT || kind == TypeKind.DOUBLE) {
            report(Ban.FLOATING_POINT, shown);
        }
    }

    private void report(Ban ban, String what) {
        found.add(new Violation(className, member, ban, what));
    }

    private static String internalName(ClassDesc type) {
        String descriptor = type.descriptorString();
        return type.isClassOrInterface() ? descriptor.substring(1, descriptor.length() - 1) : descriptor;
    }
}
